import type { CsvChunk } from "@/lib/domain/csv-chunks";
import type { CsvEncoding } from "@/lib/domain/csv-encoding";
import { splitRecords } from "@/lib/domain/csv-raw";
import { parseRecords } from "@/lib/domain/csv-records";
import type { Delimiter } from "@/lib/domain/delimiters";

/** A CSV file on this machine or in memory, and how its bytes are read. */
export interface TableFile {
  readonly file: Blob;
  readonly delimiter: Delimiter;
  readonly encoding: CsvEncoding;
}

export type RecordBytes = Uint8Array<ArrayBuffer>;

export const readBytes = async (file: Blob, from: number, to: number): Promise<RecordBytes> =>
  new Uint8Array(await file.slice(from, to).arrayBuffer());

/** The bytes of each record of a chunk, read from the file when they are needed. */
export const chunkRecords = async (
  { file, delimiter }: TableFile,
  { start, end }: CsvChunk,
): Promise<RecordBytes[]> => splitRecords(await readBytes(file, start, end), delimiter);

/** The cells of a stretch of whole records. */
export const cellsOf = (
  { delimiter, encoding }: TableFile,
  bytes: RecordBytes,
  limit?: number,
): string[][] => parseRecords(new TextDecoder(encoding).decode(bytes), delimiter, limit);

export const chunkCells = async (table: TableFile, chunk: CsvChunk): Promise<string[][]> =>
  cellsOf(table, await readBytes(table.file, chunk.start, chunk.end), chunk.rows);
