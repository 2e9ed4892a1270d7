import { QueryClient } from "@tanstack/react-query";
import { isTargetFault } from "@/lib/domain/target-faults";
import { ApiError } from "./fetch";

/** Faults that another try may mend; what a person has to change is shown at once. */
const isPassing = (error: Error): boolean =>
  error instanceof ApiError &&
  (error.problem === null || error.problem.status === 429 || error.problem.status >= 502);

const MAX_RETRIES = 2;

/** Whoever signs in again, in a terminal, tells nobody. */
const TARGET_RETRY_MS = 5000;

const hasTargetFault = (error: Error | null): boolean =>
  error instanceof ApiError && isTargetFault(error.problem?.code);

/** The page's cache. What the live stream follows is current without being asked for again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        gcTime: 5 * 60_000,
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
        refetchOnWindowFocus: true,
        refetchInterval: ({ state }) => (hasTargetFault(state.error) ? TARGET_RETRY_MS : false),
      },
      mutations: { retry: false },
    },
  });
