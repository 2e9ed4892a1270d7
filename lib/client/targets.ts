import { queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const summaryContracts = () => import("@/lib/contracts/summary");
const summary = async () => (await summaryContracts()).summary;
const targetList = async () => (await summaryContracts()).targetList;

const SIGN_IN_CHECK_MS = 10_000;

/** The switcher's targets. */
export const targets = (target: string) =>
  queryOptions({
    queryKey: ["targets"] as const,
    queryFn: ({ signal }) => getJson(api.targets(target), targetList, signal),
    staleTime: 60_000,
    // This target's account is not known until somebody has signed in.
    refetchInterval: ({ state: { data } }) =>
      data?.targets.some(({ name, problem }) => name === target && problem !== null)
        ? SIGN_IN_CHECK_MS
        : false,
  });

/** The counts of the sidebar; the frame asks again when a list that is followed live changes. */
export const targetSummary = (target: string) =>
  queryOptions({
    queryKey: [target, "summary"] as const,
    queryFn: ({ signal }) => getJson(api.summary(target), summary, signal),
  });
