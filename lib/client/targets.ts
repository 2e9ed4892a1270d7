import { queryOptions } from "@tanstack/react-query";
import { summary, targetList } from "@/lib/contracts/summary";
import { api } from "./api-paths";
import { getJson } from "./fetch";

/** The switcher's targets. */
export const targets = (target: string) =>
  queryOptions({
    queryKey: ["targets"] as const,
    queryFn: ({ signal }) => getJson(api.targets(target), targetList, signal),
    staleTime: 60_000,
  });

/** The counts of the sidebar: they follow what other tools do, slowly. */
export const targetSummary = (target: string) =>
  queryOptions({
    queryKey: [target, "summary"] as const,
    queryFn: ({ signal }) => getJson(api.summary(target), summary, signal),
    refetchInterval: 15_000,
  });
