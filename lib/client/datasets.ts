import {
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { DatasetDetail, DatasetSettingsBody } from "@/lib/contracts/datasets";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";
import { targetSummary } from "./targets";

const commonContracts = () => import("@/lib/contracts/common");
const noContent = async () => (await commonContracts()).noContent;
const signedUrl = async () => (await commonContracts()).signedUrl;
const datasetContracts = () => import("@/lib/contracts/datasets");
const corsStatus = async () => (await datasetContracts()).corsStatus;
const datasetDetail = async () => (await datasetContracts()).datasetDetail;
const datasetPage = async () => (await datasetContracts()).datasetPage;
const datasetRows = async () => (await datasetContracts()).datasetRows;

/** Queries of datasets; the keys nest, so `all` invalidates everything below it. */
export const datasets = {
  all: (target: string) => [target, "datasets"] as const,

  list: (target: string, q?: string) =>
    infiniteQueryOptions({
      queryKey: [...datasets.all(target), "list", q ?? ""] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson(api.datasets(target, { q, cursor: pageParam }), datasetPage, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),

  detail: (target: string, name: string) =>
    queryOptions({
      queryKey: [...datasets.all(target), "detail", name] as const,
      queryFn: ({ signal }) => getJson(api.dataset(target, name), datasetDetail, signal),
    }),

  cors: (target: string) =>
    queryOptions({
      queryKey: [...datasets.all(target), "cors"] as const,
      queryFn: ({ signal }) => getJson(api.cors(target), corsStatus, signal),
    }),
};

/** A dataset came or went: lists and the sidebar's counts are read again. */
export const datasetsChanged = (client: QueryClient, target: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: datasets.all(target) }),
    client.invalidateQueries({ queryKey: targetSummary(target).queryKey }),
  ]);

/** Rows as they stand in the files; the same bytes read in the same way have the same key. */
export const datasetRowsKey = (target: string, { name, modifiedAt, header }: DatasetDetail) =>
  [...datasets.detail(target, name).queryKey, "rows", modifiedAt, header] as const;

export const readDatasetRows = (
  target: string,
  name: string,
  page: { offset: number; limit: number; missing?: "1" | undefined },
  signal: AbortSignal,
) => getJson(api.datasetRows(target, name, page), datasetRows, signal);

/** An address that S3 serves one data file under for a quarter of an hour. */
export const datasetDownload = (target: string, name: string, file: string) =>
  getJson(api.datasetDownload(target, name, file), signedUrl);

export const saveDatasetSettings = (target: string, name: string, body: DatasetSettingsBody) =>
  sendJson("PATCH", api.dataset(target, name), body, datasetDetail);

/** The shipped sample as if it had been chosen from disk. */
export const sampleFile = queryOptions({
  queryKey: ["sample-file"] as const,
  queryFn: async ({ signal }) => {
    const response = await fetch("/samples/sales_train.csv", { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`);
    return new File([await response.blob()], "sales_train.csv", { type: "text/csv" });
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export const updateDataset = (client: QueryClient, target: string, name: string) =>
  mutationOptions({
    mutationFn: (body: DatasetSettingsBody) => saveDatasetSettings(target, name, body),
    onSuccess: () => client.invalidateQueries({ queryKey: datasets.all(target) }),
  });

export const deleteDataset = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: (name: string) =>
      sendJson("DELETE", api.dataset(target, name), undefined, noContent),
    onSuccess: (_, name) => {
      client.removeQueries({ queryKey: datasets.detail(target, name).queryKey });
      return datasetsChanged(client, target);
    },
  });

/** Adds the rule that lets these pages send parts to the bucket. */
export const allowUploads = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: () => sendJson("POST", api.cors(target), undefined, corsStatus),
    onSuccess: (status) => client.setQueryData(datasets.cors(target).queryKey, status),
  });
