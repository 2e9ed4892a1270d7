import { queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const activity = async () => (await import("@/lib/contracts/activity")).activity;

/** What happened in a target; the page asks again when a list that is followed live changes. */
export const activityQuery = (target: string) =>
  queryOptions({
    queryKey: [target, "activity"] as const,
    queryFn: ({ signal }) => getJson(api.activity(target), activity, signal),
  });
