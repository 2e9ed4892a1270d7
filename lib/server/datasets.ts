import "server-only";
import { deleteObjects, listObjects } from "@/lib/aws/s3-objects";
import { presignDownload } from "@/lib/aws/s3-presign";
import { abortUploads } from "@/lib/aws/s3-uploads";
import type { Target } from "@/lib/aws/targets";
import type { SignedUrl } from "@/lib/contracts/common";
import type {
  DatasetDetail,
  DatasetMeta,
  DatasetPage,
  DatasetSettingsBody,
  DatasetSummary,
} from "@/lib/contracts/datasets";
import { AppError } from "@/lib/domain/app-error";
import { type CsvSample, estimateRows, type SampleResult } from "@/lib/domain/csv-sample";
import { mapLimited } from "@/lib/domain/map-limited";
import { s3Uri } from "@/lib/domain/s3-uris";
import {
  datasetDataPrefix,
  datasetFileKey,
  datasetMetaKey,
  datasetPrefix,
} from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { AllowedParts } from "./allowed";
import { type DataFiles, dataFiles, readMeta, sampleOf } from "./dataset-files";
import { datasetNames } from "./dataset-names";
import { writeStoredJson } from "./stored-json";
import { bucketOf } from "./workspace";

const notFound = (name: string) =>
  new AppError("NotFound", { detail: apiSentences.noDataset(name) });

/** One page of datasets by name, each with its files and what its dataset.json says, where that may be read. */
export async function listDatasets(
  target: Target,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<DatasetPage> {
  const bucket = await bucketOf(target);
  const { names, nextCursor } = await datasetNames(target, bucket, query);
  const parts = new AllowedParts();
  const items = await mapLimited(names, 8, (name) => summarise(target, bucket, name, parts));
  return { items, nextCursor, denied: parts.denied };
}

async function summarise(
  target: Target,
  bucket: string,
  name: string,
  parts: AllowedParts,
): Promise<DatasetSummary> {
  const [data, meta] = await Promise.all([
    dataFiles(target, bucket, name),
    parts.of(readMeta(target, bucket, name), null),
  ]);
  return {
    name,
    size: data.size,
    files: data.files.length,
    modifiedAt: data.modifiedAt,
    columns: meta?.columns.length ?? null,
    target: meta?.target ?? null,
    header: meta?.header ?? null,
    uri: s3Uri({ bucket, key: datasetDataPrefix(name) }),
  };
}

export interface LoadedDataset {
  readonly bucket: string;
  readonly data: DataFiles;
  readonly meta: DatasetMeta | null;
  readonly sample: SampleResult;
}

/** Everything known of a dataset. @throws AppError NotFound when its prefix holds nothing. */
export async function loadDataset(target: Target, name: string): Promise<LoadedDataset> {
  const bucket = await bucketOf(target);
  const [data, meta] = await Promise.all([
    dataFiles(target, bucket, name),
    readMeta(target, bucket, name),
  ]);
  const first = data.files[0];
  if (!first && !meta) throw notFound(name);
  const settings = { header: meta?.header, delimiter: meta?.delimiter };
  const sample: SampleResult = first
    ? await sampleOf(target, bucket, first, settings)
    : { ok: false, problem: "empty" };
  return { bucket, data, meta, sample };
}

const tableOf = (sample: CsvSample | null, size: number) => ({
  columns: [...(sample?.columns ?? [])].map((column) => ({
    ...column,
    examples: [...column.examples],
  })),
  sampledRows: sample?.rows.length ?? 0,
  complete: sample?.complete ?? false,
  rows: sample ? estimateRows(sample, size) : { count: 0, exact: false },
  ragged: sample?.ragged ?? 0,
});

export async function getDataset(target: Target, name: string): Promise<DatasetDetail> {
  const { bucket, data, meta, sample: result } = await loadDataset(target, name);
  const sample = result.ok ? result.sample : null;
  return {
    name,
    uri: s3Uri({ bucket, key: datasetDataPrefix(name) }),
    size: data.size,
    files: data.files.map(({ name: file, size, modifiedAt }) => ({ name: file, size, modifiedAt })),
    filesCut: data.cut,
    modifiedAt: data.modifiedAt,
    header: meta?.header ?? sample?.header ?? "present",
    delimiter: meta?.delimiter ?? sample?.delimiter ?? ",",
    target: meta?.target ?? null,
    hash: meta?.hash ?? null,
    ...tableOf(
      data.files.length === 1 || !sample ? sample : { ...sample, complete: false },
      data.size,
    ),
    problem: result.ok ? null : result.problem,
  };
}

/** Changes how the file is read. The target keeps its place when the header setting renames it. */
export async function updateSettings(
  target: Target,
  name: string,
  body: DatasetSettingsBody,
): Promise<DatasetDetail> {
  const { bucket, data, meta, sample: old } = await loadDataset(target, name);
  const first = data.files[0];
  if (!first) throw notFound(name);
  const header = body.header ?? meta?.header;
  const result = await sampleOf(target, bucket, first, { header, delimiter: meta?.delimiter });
  if (!result.ok) throw new AppError("Conflict", { detail: apiSentences.noDataset(name) });
  const names = result.sample.columns.map((column) => column.name);
  const place = old.ok ? old.sample.columns.findIndex((c) => c.name === meta?.target) : -1;
  const column = body.target === undefined ? (names[place] ?? null) : body.target;
  if (column !== null && !names.includes(column)) {
    throw new AppError("Invalid", { detail: apiSentences.noSuchColumn(column) });
  }
  await writeMeta(target, bucket, name, {
    ...metaOf(result.sample, meta?.createdAt ?? new Date().toISOString()),
    hash: meta?.hash ?? null,
    partSize: meta?.partSize ?? null,
    target: column,
  });
  return getDataset(target, name);
}

/** dataset.json of a freshly read file: the last column is the label when it holds numbers. */
export function metaOf(sample: CsvSample, createdAt: string): DatasetMeta {
  const last = sample.columns.at(-1);
  return {
    version: 1,
    header: sample.header,
    delimiter: sample.delimiter,
    target: last?.type === "number" || last?.type === "integer" ? last.name : null,
    columns: sample.columns.map(({ name, type }) => ({ name, type })),
    hash: null,
    partSize: null,
    createdAt,
  };
}

export const writeMeta = (target: Target, bucket: string, name: string, meta: DatasetMeta) =>
  writeStoredJson(target, { bucket, key: datasetMetaKey(name) }, meta);

/** 100,000 objects: a dataset beyond that is deleted with the tools of its maker. */
const DELETE_PAGES = 100;

/**
 * Deletes everything under the dataset's prefix, uploads that are not finished included. @throws AppError
 * Conflict when it was too much.
 */
export async function deleteDataset(target: Target, name: string): Promise<void> {
  const bucket = await bucketOf(target);
  const prefix = datasetPrefix(name);
  for (let page = 0; page < DELETE_PAGES; page += 1) {
    const { objects } = await listObjects(target, bucket, prefix);
    if (page === 0 && objects.length === 0) throw notFound(name);
    const mayHaveMore = await abortUploads(target, bucket, prefix);
    if (objects.length === 0 && !mayHaveMore) return;
    await deleteObjects(
      target,
      bucket,
      objects.map(({ key }) => key),
    );
  }
  throw new AppError("Conflict", {
    detail: apiSentences.deletedInPart(DELETE_PAGES * 1000),
    fix: apiSentences.deleteAgain,
  });
}

/** An address for one data file of the dataset. */
export async function downloadFile(target: Target, name: string, file: string): Promise<SignedUrl> {
  const bucket = await bucketOf(target);
  const { files } = await dataFiles(target, bucket, name);
  if (!files.some((entry) => entry.name === file)) {
    throw new AppError("NotFound", { detail: apiSentences.noFile(name, file) });
  }
  return presignDownload(target, { bucket, key: datasetFileKey(name, file) }, file);
}
