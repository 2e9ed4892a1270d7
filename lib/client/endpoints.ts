import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type {
  DeployBody,
  DeployCheckBody,
  LastCallsBody,
  MetricRange,
} from "@/lib/contracts/endpoints";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";

const endpointContracts = () => import("@/lib/contracts/endpoints");
const deletedEndpoint = async () => (await endpointContracts()).deletedEndpoint;
const deployChecks = async () => (await endpointContracts()).deployChecks;
const deployed = async () => (await endpointContracts()).deployed;
const endpointDeletion = async () => (await endpointContracts()).endpointDeletion;
const endpointDetail = async () => (await endpointContracts()).endpointDetail;
const endpointErrors = async () => (await endpointContracts()).endpointErrors;
const endpointHealth = async () => (await endpointContracts()).endpointHealth;
const endpointMetrics = async () => (await endpointContracts()).endpointMetrics;
const endpointPage = async () => (await endpointContracts()).endpointPage;
const lastCalls = async () => (await endpointContracts()).lastCalls;
const schemaAnswer = async () => (await import("@/lib/contracts/model-files")).schemaAnswer;

/** The most that ListEndpoints gives at once. */
const PAGE = 100;

const LAST_CALLS_MS = 10 * 60_000;

/** Queries of endpoints; status and metrics are refreshed by the live stream. */
export const endpoints = {
  all: (target: string) => [target, "endpoints"] as const,

  list: (target: string, q?: string) =>
    infiniteQueryOptions({
      queryKey: [...endpoints.all(target), "list", q ?? ""] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson(api.endpoints(target, { q, cursor: pageParam, limit: PAGE }), endpointPage, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),

  detail: (target: string, name: string) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name] as const,
      queryFn: ({ signal }) => getJson(api.endpoint(target, name), endpointDetail, signal),
    }),

  /** What a deletion would take along; asked when somebody thinks of one. */
  deletion: (target: string, name: string) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name, "deletion"] as const,
      queryFn: ({ signal }) =>
        getJson(api.endpointDeletion(target, name), endpointDeletion, signal),
    }),

  health: (target: string, name: string) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name, "health"] as const,
      queryFn: ({ signal }) => getJson(api.endpointHealth(target, name), endpointHealth, signal),
      refetchInterval: 15_000,
    }),

  metrics: (target: string, name: string, range: MetricRange) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name, "metrics", range] as const,
      queryFn: ({ signal }) =>
        getJson(api.endpointMetrics(target, name, { range }), endpointMetrics, signal),
      placeholderData: keepPreviousData,
    }),

  /** To the hour: asked for all quiet endpoints together, and seldom. */
  lastCalls: (target: string, variants: LastCallsBody["variants"]) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "last-calls", variants] as const,
      queryFn: ({ signal }) =>
        sendJson("POST", api.lastCalls(target), { variants }, lastCalls, signal),
      staleTime: LAST_CALLS_MS,
      refetchInterval: LAST_CALLS_MS,
      enabled: variants.length > 0,
    }),

  errors: (target: string, name: string, range: MetricRange) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name, "errors", range] as const,
      queryFn: ({ signal }) =>
        getJson(api.endpointErrors(target, name, { range }), endpointErrors, signal),
      refetchInterval: 30_000,
    }),

  /** What the model was trained on: it stays the same as long as the endpoint's config does. */
  schema: (target: string, name: string) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "detail", name, "schema"] as const,
      queryFn: ({ signal }) => getJson(api.endpointSchema(target, name), schemaAnswer, signal),
      staleTime: 60_000,
    }),

  checks: (target: string, body: DeployCheckBody) =>
    queryOptions({
      queryKey: [...endpoints.all(target), "checks", body] as const,
      queryFn: ({ signal }) =>
        sendJson("POST", api.endpointChecks(target), body, deployChecks, signal),
      staleTime: 10_000,
    }),
};

/**
 * Makes an endpoint, or puts another model behind one that is there. Sent again with the same
 * names, it goes on where it broke off.
 */
export const deployModel = (client: QueryClient, target: string, isUpdate: boolean) =>
  mutationOptions({
    mutationFn: (body: DeployBody) =>
      isUpdate
        ? sendJson("PUT", api.endpoint(target, body.endpoint), body, deployed)
        : sendJson("POST", api.endpoints(target), body, deployed),
    onSuccess: () => client.invalidateQueries({ queryKey: endpoints.all(target) }),
  });

export const deleteEndpoint = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: ({ name, also }: { name: string; also?: "config-and-models" | undefined }) =>
      sendJson("DELETE", api.endpoint(target, name, { also }), undefined, deletedEndpoint),
    onSuccess: () => client.invalidateQueries({ queryKey: endpoints.all(target) }),
  });
