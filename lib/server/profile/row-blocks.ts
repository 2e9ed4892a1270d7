import "server-only";
import { readRange } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import type { RowIndex } from "@/lib/contracts/dataset-profile";
import { parseRecords } from "@/lib/domain/csv-records";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { decodeCsv } from "@/lib/domain/csv-text";
import type { DataFiles } from "../dataset-files";

/** A file of which it is written where its records are. */
export interface IndexedFile {
  readonly file: DataFiles["files"][number];
  readonly index: RowIndex;
  readonly rows: number;
}

/** A dataset whose rows can be read from anywhere. */
export interface RowSource {
  readonly target: Target;
  readonly bucket: string;
  readonly sample: CsvSample;
  readonly files: readonly IndexedFile[];
}

/** How many records of a file are no rows. */
export const headerRecords = ({ header }: CsvSample): number => (header === "present" ? 1 : 0);

/** The records of the blocks from `block` up to, not including, `end`. */
export async function readBlocks(
  { target, bucket, sample }: RowSource,
  { file, index }: IndexedFile,
  { block, end }: { readonly block: number; readonly end: number },
): Promise<readonly (readonly string[])[]> {
  const range = { start: index.offsets[block] ?? file.size, end: index.offsets[end] ?? file.size };
  const bytes = await readRange(target, { bucket, key: file.key }, range);
  return parseRecords(decodeCsv(bytes ?? new Uint8Array()).text, sample.delimiter);
}
