import "server-only";
import { constants, gunzipSync } from "node:zlib";
import { listObjects, type ObjectEntry, readStart } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { type DatasetMeta, datasetMeta } from "@/lib/contracts/datasets";
import { readSample, type SampleResult, type SampleSettings } from "@/lib/domain/csv-sample";
import { datasetDataPrefix, datasetMetaKey } from "@/lib/domain/workspace";
import { boundedCache } from "./bounded-cache";
import { readStoredJson } from "./stored-json";

/** What the page of a dataset is drawn from; larger files are judged by their beginning. */
export const SAMPLE_BYTES = 1024 * 1024;
const GUNZIPPED_BYTES = 16 * SAMPLE_BYTES;
const META_BYTES = 1024 * 1024;
const FILES = 1000;

export interface DataFiles {
  readonly files: readonly (ObjectEntry & { readonly name: string })[];
  readonly size: number;
  readonly modifiedAt: string | null;
  /** More files than one page of a list holds. */
  readonly cut: boolean;
}

/** The data files of a dataset in name order, the first thousand. */
export async function dataFiles(target: Target, bucket: string, name: string): Promise<DataFiles> {
  const prefix = datasetDataPrefix(name);
  const { objects, nextCursor } = await listObjects(target, bucket, prefix, { limit: FILES });
  const files = objects
    .filter(({ key }) => key !== prefix)
    .map((object) => ({ ...object, name: object.key.slice(prefix.length) }));
  return {
    files,
    size: files.reduce((sum, { size }) => sum + size, 0),
    modifiedAt:
      files
        .map(({ modifiedAt }) => modifiedAt)
        .sort()
        .at(-1) ?? null,
    cut: nextCursor !== null,
  };
}

/** meta/dataset.json; null where it is absent, or written by something we cannot read. */
export const readMeta = (
  target: Target,
  bucket: string,
  name: string,
): Promise<DatasetMeta | null> =>
  readStoredJson(target, { bucket, key: datasetMetaKey(name) }, datasetMeta, META_BYTES);

const samples = () => boundedCache<SampleResult>("datasets.samples", 32);

/** The beginning of a file as a table. Cached by the object's ETag: other bytes, other key. */
export async function sampleOf(
  target: Target,
  bucket: string,
  { key, etag, size }: Pick<ObjectEntry, "key" | "etag" | "size">,
  settings: SampleSettings,
): Promise<SampleResult> {
  // Of no bytes S3 gives no range.
  if (size === 0) return { ok: false, problem: "empty" };
  const keyOf = ({ delimiter, header }: SampleSettings) =>
    JSON.stringify([target.name, bucket, key, etag, delimiter, header]);
  const result = await samples().get(keyOf(settings), async () => {
    const bytes = await readStart(target, { bucket, key }, SAMPLE_BYTES);
    return readHead(bytes ?? new Uint8Array(), size <= SAMPLE_BYTES, settings);
  });
  // What was found is soon asked for by name, once it is kept as the dataset's settings.
  return result.ok ? samples().get(keyOf(result.sample), async () => result) : result;
}

function readHead(bytes: Uint8Array, complete: boolean, settings: SampleSettings): SampleResult {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return readSample(bytes, complete, settings);
  const plain = gunzipStart(bytes);
  if (!plain) return { ok: false, problem: "compressed" };
  return readSample(
    plain.subarray(0, SAMPLE_BYTES),
    complete && plain.length <= SAMPLE_BYTES,
    settings,
  );
}

/** The archive's beginning, unpacked; null when it is broken or unpacks beyond the bound. */
function gunzipStart(bytes: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: GUNZIPPED_BYTES,
    });
  } catch {
    // Broken or hostile: either way it is shown as a file that cannot be previewed.
    return null;
  }
}
