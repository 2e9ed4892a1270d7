import { queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const home = async () => (await import("@/lib/contracts/home")).home;

export const homeQuery = (target: string) =>
  queryOptions({
    queryKey: [target, "home"] as const,
    queryFn: ({ signal }) => getJson(api.home(target), home, signal),
  });
