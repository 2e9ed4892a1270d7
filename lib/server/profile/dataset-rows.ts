import "server-only";
import type { Target } from "@/lib/aws/targets";
import { type RowIndex, rowIndex } from "@/lib/contracts/dataset-profile";
import type { DatasetRows } from "@/lib/contracts/datasets";
import type { CsvSample } from "@/lib/domain/csv-sample";
import type { S3Location } from "@/lib/domain/s3-uris";
import { datasetRowsKey } from "@/lib/domain/workspace";
import { boundedCache } from "../bounded-cache";
import { type LoadedDataset, loadDataset } from "../datasets";
import { readStoredJson } from "../stored-json";
import { incompleteRows, isIncomplete } from "./incomplete-rows";
import { headerRecords, type IndexedFile, type RowSource, readBlocks } from "./row-blocks";

/** An index of the records of a file of 4 GiB. */
const INDEX_BYTES = 16 * 1024 * 1024;

interface Window {
  readonly offset: number;
  readonly limit: number;
}

type Rows = DatasetRows["rows"];

/**
 * Rows as they stand in the files: of the first stretch at once, of all once it is profiled; with
 * `missing` only those in which something is missing.
 */
export async function getRows(
  target: Target,
  name: string,
  query: { offset?: number | undefined; limit?: number | undefined; missing?: "1" | undefined },
): Promise<DatasetRows> {
  const dataset = await loadDataset(target, name);
  const { sample: result, data, bucket } = dataset;
  if (!result.ok) return { columns: [], rows: [], available: 0, complete: false };
  const { sample } = result;
  const source = { target, bucket, sample, files: await indexedFiles(target, name, dataset) };
  const inIndex = source.files.reduce((sum, { rows }) => sum + rows, 0);
  const known = inIndex > sample.rows.length;
  const window = { offset: query.offset ?? 0, limit: query.limit ?? 100 };
  const columns = sample.columns.map((column) => column.name);
  const complete = known ? source.files.length === data.files.length : sample.complete;
  if (query.missing) {
    const found = known ? await incompleteRows(source, window) : incompleteOf(sample, window);
    return { columns, ...found, complete };
  }
  const inSample = window.offset + window.limit <= sample.rows.length || !known;
  const rows = inSample
    ? sample.rows.slice(window.offset, window.offset + window.limit)
    : await rowsOf(source, window);
  return {
    columns,
    rows: rows.map((cells, at) => ({ number: window.offset + at + 1, cells: [...cells] })),
    available: known ? inIndex : sample.rows.length,
    complete,
  };
}

function incompleteOf(sample: CsvSample, { offset, limit }: Window) {
  const all: Rows = sample.rows
    .map((cells, at) => ({ number: at + 1, cells: [...cells] }))
    .filter(({ cells }) => isIncomplete(cells, sample.columns.length));
  return { rows: all.slice(offset, offset + limit), available: all.length };
}

/** The dataset's files from the first one on, as far as it is written where their records are. */
async function indexedFiles(
  target: Target,
  name: string,
  { bucket, data, meta, sample }: LoadedDataset,
): Promise<IndexedFile[]> {
  const header = meta?.header ?? (sample.ok ? sample.sample.header : "present");
  const found: IndexedFile[] = [];
  for (const file of data.files) {
    const at = { bucket, key: datasetRowsKey(name, file.name) };
    const index = await indexOf(target, at, file.etag);
    if (!index) return found;
    found.push({ file, index, rows: Math.max(0, index.records - (header === "present" ? 1 : 0)) });
  }
  return found;
}

class NoIndex extends Error {}

const indexes = () =>
  boundedCache<RowIndex>("datasets.row-indexes", 64, {
    of: ({ offsets }) => offsets.length,
    most: 1_000_000,
  });

async function indexOf(target: Target, at: S3Location, etag: string): Promise<RowIndex | null> {
  try {
    return await indexes().get(JSON.stringify([target.name, at, etag]), async () => {
      const index = await readStoredJson(target, at, rowIndex, INDEX_BYTES);
      // Thrown, as the cache keeps answers and the index may be written any moment.
      if (index?.etag !== etag) throw new NoIndex();
      return index;
    });
  } catch (error) {
    if (error instanceof NoIndex) return null;
    throw error;
  }
}

/** The rows of the window, file after file. */
async function rowsOf(
  source: RowSource,
  { offset, limit }: Window,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  let before = 0;
  for (const indexed of source.files) {
    const from = offset + rows.length - before;
    if (from < indexed.rows && rows.length < limit) {
      const window = { offset: from, limit: limit - rows.length };
      rows.push(...(await rowsInFile(source, indexed, window)));
    }
    before += indexed.rows;
  }
  return rows;
}

async function rowsInFile(
  source: RowSource,
  indexed: IndexedFile,
  { offset, limit }: Window,
): Promise<readonly (readonly string[])[]> {
  const { every } = indexed.index;
  const record = offset + headerRecords(source.sample);
  const block = Math.floor(record / every);
  const end = Math.floor((record + limit - 1) / every) + 1;
  const records = await readBlocks(source, indexed, { block, end });
  const first = record - block * every;
  return records.slice(first, first + limit);
}
