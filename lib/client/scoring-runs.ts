import {
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { RunRequest } from "@/lib/contracts/scoring";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";
import type { RunTable } from "./scoring/saved-run";

const signedUrl = async () => (await import("@/lib/contracts/common")).signedUrl;
const scoringContracts = () => import("@/lib/contracts/scoring");
const runPage = async () => (await scoringContracts()).runPage;
const runSummary = async () => (await scoringContracts()).runSummary;
const savedRun = async () => (await scoringContracts()).savedRun;

const getDownload = (target: string, endpoint: string, id: string, signal?: AbortSignal) =>
  getJson(api.runDownload(target, endpoint, id), signedUrl, signal);

async function fetchRun(target: string, endpoint: string, id: string, signal: AbortSignal) {
  const { url } = await getDownload(target, endpoint, id, signal);
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`S3: HTTP ${response.status} ${response.statusText}`);
  return response.blob();
}

/** Queries of scoring runs kept in the workspace bucket. */
export const scoringRuns = {
  all: (target: string, endpoint: string) => [target, "scoring-runs", endpoint] as const,

  list: (target: string, endpoint: string) =>
    infiniteQueryOptions({
      queryKey: [...scoringRuns.all(target, endpoint), "list"] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson(api.runs(target, endpoint, { cursor: pageParam }), runPage, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),

  /** How many there are. */
  count: (target: string, endpoint: string) =>
    queryOptions({
      queryKey: [...scoringRuns.all(target, endpoint), "count"] as const,
      queryFn: async ({ signal }) =>
        (await getJson(api.runs(target, endpoint, { limit: 1 }), runPage, signal)).total,
    }),

  detail: (target: string, endpoint: string, id: string) =>
    queryOptions({
      queryKey: [...scoringRuns.all(target, endpoint), "detail", id] as const,
      queryFn: ({ signal }) => getJson(api.run(target, endpoint, id), runSummary, signal),
    }),

  /** The run's predictions with the rows they belong to, fetched whole. */
  table: (target: string, endpoint: string, id: string, table: RunTable) =>
    queryOptions({
      queryKey: [...scoringRuns.all(target, endpoint), "table", id, table] as const,
      queryFn: async ({ signal }) => {
        const reader = import("./scoring/saved-run");
        const file = await fetchRun(target, endpoint, id, signal);
        return (await reader).openRun(file, table, signal);
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    }),
};

/** A fresh address to download a run's predictions from. @throws ApiError */
export const runDownloadUrl = async (target: string, endpoint: string, id: string) =>
  (await getDownload(target, endpoint, id)).url;

/** S3 took the facts of a run, but not its predictions. */
export class RunNotKept extends Error {
  /** Scheme and host of the address that refused. */
  readonly origin: string;

  constructor(origin: string, cause: unknown) {
    super(`S3 at ${origin} did not take the predictions.`, { cause });
    this.name = "RunNotKept";
    this.origin = origin;
  }
}

export interface RunToKeep {
  readonly run: RunRequest;
  /** The id it was kept under before, with fewer of its rows scored. */
  readonly id: string | null;
  readonly file: Blob;
}

async function putFile(url: string, file: Blob): Promise<void> {
  const { origin } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, { method: "PUT", body: file });
  } catch (cause) {
    // Without the bucket's rule the browser says no more than that it failed.
    throw new RunNotKept(origin, cause);
  }
  const answer = await response.text();
  if (!response.ok) throw new RunNotKept(origin, answer);
}

/** Keeps a finished run with its predictions; gives its id. */
export const keepRun = (client: QueryClient, target: string, endpoint: string) =>
  mutationOptions({
    mutationFn: async ({ run, id, file }: RunToKeep) => {
      const body = { run, ...(id ? { id } : {}) };
      const saved = await sendJson("POST", api.runs(target, endpoint), body, savedRun);
      await putFile(saved.upload.url, file);
      return saved.id;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: scoringRuns.all(target, endpoint) }),
  });
