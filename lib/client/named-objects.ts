import { queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const datasetPage = async () => (await import("@/lib/contracts/datasets")).datasetPage;
const endpointPage = async () => (await import("@/lib/contracts/endpoints")).endpointPage;
const trainingJobPage = async () => (await import("@/lib/contracts/training-jobs")).trainingJobPage;

/** As many of each kind as are worth a look; the lists themselves have the rest. */
const MOST = 5;
/** Who types the same again within it has seen the answer a moment ago. */
const FRESH_MS = 15_000;

const namesOf = ({ items }: { readonly items: readonly { readonly name: string }[] }) =>
  items.map(({ name }) => name);

/** Names in a target that hold a text, the newest of each kind. */
export const namedObjects = {
  datasets: (target: string, q: string) =>
    queryOptions({
      queryKey: [target, "datasets", "named", q] as const,
      queryFn: async ({ signal }) =>
        namesOf(await getJson(api.datasets(target, { q, limit: MOST }), datasetPage, signal)),
      staleTime: FRESH_MS,
    }),
  jobs: (target: string, q: string) =>
    queryOptions({
      queryKey: [target, "training-jobs", "named", q] as const,
      queryFn: async ({ signal }) =>
        namesOf(
          await getJson(api.trainingJobs(target, { q, limit: MOST }), trainingJobPage, signal),
        ),
      staleTime: FRESH_MS,
    }),
  endpoints: (target: string, q: string) =>
    queryOptions({
      queryKey: [target, "endpoints", "named", q] as const,
      queryFn: async ({ signal }) =>
        namesOf(await getJson(api.endpoints(target, { q, limit: MOST }), endpointPage, signal)),
      staleTime: FRESH_MS,
    }),
} as const;
