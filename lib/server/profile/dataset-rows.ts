import "server-only";
import { readRange } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { type RowIndex, rowIndex } from "@/lib/contracts/dataset-profile";
import type { DatasetRows } from "@/lib/contracts/datasets";
import { parseRecords } from "@/lib/domain/csv-records";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { decodeCsv } from "@/lib/domain/csv-text";
import type { S3Location } from "@/lib/domain/s3-uris";
import { datasetRowsKey } from "@/lib/domain/workspace";
import { boundedCache } from "../bounded-cache";
import type { DataFiles } from "../dataset-files";
import { type LoadedDataset, loadDataset } from "../datasets";
import { readStoredJson } from "../stored-json";

/** An index of the records of a file of 4 GiB. */
const INDEX_BYTES = 16 * 1024 * 1024;

interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Rows as they stand in the files: of the first stretch at once, of all once it is profiled. */
export async function getRows(
  target: Target,
  name: string,
  { offset = 0, limit = 100 }: { offset?: number | undefined; limit?: number | undefined },
): Promise<DatasetRows> {
  const dataset = await loadDataset(target, name);
  const { sample: result, data } = dataset;
  if (!result.ok) return { columns: [], offset, rows: [], available: 0, complete: false };
  const { sample } = result;
  const indexed = await indexedFiles(target, name, dataset);
  const inIndex = indexed.reduce((sum, { rows }) => sum + rows, 0);
  const known = inIndex > sample.rows.length;
  const inSample = offset + limit <= sample.rows.length || !known;
  const rows = inSample
    ? sample.rows.slice(offset, offset + limit)
    : await rowsOf(target, dataset.bucket, indexed, sample, { offset, limit });
  return {
    columns: sample.columns.map((column) => column.name),
    offset,
    rows: rows.map((row) => [...row]),
    available: known ? inIndex : sample.rows.length,
    complete: known ? indexed.length === data.files.length : sample.complete,
  };
}

interface IndexedFile {
  readonly file: DataFiles["files"][number];
  readonly index: RowIndex;
  readonly rows: number;
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
  target: Target,
  bucket: string,
  files: readonly IndexedFile[],
  sample: CsvSample,
  { offset, limit }: Window,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  let before = 0;
  for (const indexed of files) {
    const from = offset + rows.length - before;
    if (from < indexed.rows && rows.length < limit) {
      const window = { offset: from, limit: limit - rows.length };
      rows.push(...(await rowsInFile(target, bucket, indexed, sample, window)));
    }
    before += indexed.rows;
  }
  return rows;
}

async function rowsInFile(
  target: Target,
  bucket: string,
  { file, index }: IndexedFile,
  sample: CsvSample,
  { offset, limit }: Window,
): Promise<readonly (readonly string[])[]> {
  const record = offset + (sample.header === "present" ? 1 : 0);
  const block = Math.floor(record / index.every);
  const after = Math.floor((record + limit - 1) / index.every) + 1;
  const start = index.offsets[block] ?? file.size;
  const end = index.offsets[after] ?? file.size;
  const bytes = await readRange(target, { bucket, key: file.key }, { start, end });
  const records = parseRecords(decodeCsv(bytes ?? new Uint8Array()).text, sample.delimiter);
  const first = record - block * index.every;
  return records.slice(first, first + limit);
}
