import type { RunRequest } from "@/lib/contracts/scoring";
import { type CsvSample, readSample } from "@/lib/domain/csv-sample";
import { indexFile } from "./index-file";
import { Results } from "./results";
import { chunkCells } from "./scored-table";

export type RunTable = NonNullable<RunRequest["table"]>;

export interface OpenedRun {
  readonly results: Results;
  readonly rows: number;
  /** Its columns are those of the file and, behind them, the ones that scoring added. */
  readonly sample: CsvSample;
}

const SAMPLE_BYTES = 1024 * 1024;
const ROWS_A_CHUNK = 1000;

/** Reads predictions.csv of a run back into results; null where it is no such table. */
export async function openRun(
  file: Blob,
  { delimiter, header, label, prediction, reason }: RunTable,
  signal: AbortSignal,
): Promise<OpenedRun | null> {
  const bytes = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  const read = readSample(bytes, file.size <= SAMPLE_BYTES, { delimiter, header });
  if (!read.ok || read.sample.columns.length <= prediction) return null;
  const index = await indexFile(file, {
    delimiter,
    header,
    maxBytes: Number.POSITIVE_INFINITY,
    maxRows: ROWS_A_CHUNK,
    signal,
  });
  const table = { file, delimiter, encoding: index.encoding };
  const results = new Results(table, index.chunks, label);
  for (const chunk of index.chunks) {
    signal.throwIfAborted();
    const rows = await chunkCells(table, chunk);
    // Ragged rows are as wide as they were; what was added stands behind them all the same.
    const added = reason === null ? 1 : 2;
    const texts = rows.map((cells) => cells.at(-added) ?? "");
    const scored = texts.flatMap((text, at) => (text === "" ? [] : [at]));
    await results.add(
      chunk,
      scored,
      scored.map((at) => texts[at] ?? ""),
    );
    for (const [at, cells] of rows.entries()) {
      const why = cells.at(-1) ?? "";
      if (texts[at] === "") results.fail(chunk, { rows: [chunk.firstRow + at], message: why });
    }
  }
  return { results, rows: index.rows, sample: read.sample };
}
