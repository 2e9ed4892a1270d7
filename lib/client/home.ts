import { queryOptions } from "@tanstack/react-query";
import { home } from "@/lib/contracts/home";
import { api } from "./api-paths";
import { getJson } from "./fetch";

export const homeQuery = (target: string) =>
  queryOptions({
    queryKey: [target, "home"] as const,
    queryFn: ({ signal }) => getJson(api.home(target), home, signal),
  });
