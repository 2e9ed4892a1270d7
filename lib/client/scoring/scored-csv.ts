import { type CsvEncoding, encodeText } from "@/lib/domain/csv-encoding";
import { addedCells } from "@/lib/domain/csv-export";
import { partLineBreak } from "@/lib/domain/csv-raw";
import type { Delimiter } from "@/lib/domain/delimiters";
import type { Results } from "./results";
import { chunkRecords, type RecordBytes, readBytes } from "./scored-table";

/** What stands before the rows of the file, and the names of the columns that are added. */
export interface AddedColumns {
  /** Where the first row of the file begins. */
  readonly rowsStart: number;
  readonly hasHeader: boolean;
  readonly prediction: string;
  /** Why a row has no prediction; null leaves the column out. */
  readonly reason: string | null;
  /** The reason of a row that was not sent. */
  readonly notSent: string;
}

/** A record as it stands, with cells put between it and its line break. */
function extended(
  record: RecordBytes,
  cells: readonly string[],
  { delimiter, encoding }: { readonly delimiter: Delimiter; readonly encoding: CsvEncoding },
): RecordBytes[] {
  const [bytes, lineBreak] = partLineBreak(record);
  return [bytes, encodeText(addedCells(cells, delimiter), encoding), lineBreak];
}

async function head({ table }: Results, columns: AddedColumns, names: readonly string[]) {
  const bytes = await readBytes(table.file, 0, columns.rowsStart);
  return columns.hasHeader ? extended(bytes, names, table) : [bytes];
}

/**
 * The file byte by byte, with the prediction behind each row and, where rows failed, why. Parts are
 * handed to the browser chunk by chunk, so that a large file is never in this page's memory.
 */
export async function scoredCsv(results: Results, columns: AddedColumns): Promise<Blob> {
  const { table, chunks } = results;
  const { prediction, reason, notSent } = columns;
  const names = reason === null ? [prediction] : [prediction, reason];
  const parts: Blob[] = [new Blob(await head(results, columns, names))];
  for (const chunk of chunks) {
    const predictions = results.predictions(chunk);
    const reasons = results.reasons(chunk);
    const records = await chunkRecords(table, chunk);
    const cells = (at: number): string[] => {
      const text = predictions[at] ?? null;
      if (reason === null) return [text ?? ""];
      return [text ?? "", text === null ? (reasons.get(at) ?? notSent) : ""];
    };
    parts.push(new Blob(records.flatMap((record, at) => extended(record, cells(at), table))));
  }
  parts.push(table.file.slice(chunks.at(-1)?.end ?? columns.rowsStart));
  return new Blob(parts, { type: "text/csv" });
}

/** The rows without a prediction alone, each with its reason, to be mended and scored again. */
export async function failedCsv(results: Results, columns: AddedColumns): Promise<Blob> {
  const { table, chunks } = results;
  const parts: Blob[] = [new Blob(await head(results, columns, [columns.reason ?? ""]))];
  for (const chunk of chunks) {
    const left = results.left(chunk);
    if (left.length === 0) continue;
    const reasons = results.reasons(chunk);
    const records = await chunkRecords(table, chunk);
    const lines = left.flatMap((at) =>
      extended(records[at] ?? new Uint8Array(), [reasons.get(at) ?? columns.notSent], table),
    );
    parts.push(new Blob(lines));
  }
  return new Blob(parts, { type: "text/csv" });
}
