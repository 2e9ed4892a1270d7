import { queryOptions } from "@tanstack/react-query";
import { type Summary, summary, type TargetList, targetList } from "@/lib/contracts/summary";
import { api } from "./api-paths";
import { getJson } from "./fetch";

/** Counts change with what people do, and the lists that show them follow live. */
const COUNTS_FRESH_MS = 30_000;

export const frame = {
  all: (target: string) => ["frame", target] as const,
  /** How many of each thing the target has. */
  summary: (target: string) =>
    queryOptions<Summary>({
      queryKey: [...frame.all(target), "summary"],
      queryFn: ({ signal }) => getJson(api.summary(target), summary, signal),
      staleTime: COUNTS_FRESH_MS,
      refetchInterval: COUNTS_FRESH_MS,
    }),
  /** All targets with their accounts, and what is wrong with those that do not answer. */
  targets: (target: string) =>
    queryOptions<TargetList>({
      queryKey: ["targets"],
      queryFn: ({ signal }) => getJson(api.targets(target), targetList, signal),
      staleTime: 5 * 60_000,
    }),
} as const;
