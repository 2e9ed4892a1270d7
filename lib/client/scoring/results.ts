import { toNumber } from "@/lib/domain/column-types";
import type { CsvChunk } from "@/lib/domain/csv-chunks";
import { csvLine } from "@/lib/domain/csv-export";
import { parseRecords } from "@/lib/domain/csv-records";
import type { Delimiter } from "@/lib/domain/delimiters";
import {
  addPair,
  NO_PAIRS,
  type RegressionMetrics,
  type RegressionSums,
  regressionMetrics,
} from "@/lib/domain/regression";

/** A row of the file with what the model said about it; null where it failed. */
export interface ScoredRow {
  /** 1-based, in the order of the file. */
  readonly number: number;
  readonly cells: readonly string[];
  readonly prediction: string | null;
}

export interface ResultSource {
  readonly file: Blob;
  readonly delimiter: Delimiter;
  /** Names of the file's columns; null without a header. */
  readonly columns: readonly string[] | null;
  readonly labelAt: number | null;
  /**
   * Whether requests carry the file's header: so that columns are found by name. False where
   * the file or the model has no names; rows then go by their order alone.
   */
  readonly sendHeader: boolean;
}

/** Predictions by chunk, joined with the file's own rows when they are shown or saved. */
export class Results {
  private readonly byChunk = new Map<number, readonly string[]>();
  private sums: RegressionSums = NO_PAIRS;
  private readonly source: ResultSource;

  constructor(source: ResultSource) {
    this.source = source;
  }

  async add(chunk: CsvChunk, predictions: readonly string[]): Promise<void> {
    this.byChunk.set(chunk.index, predictions);
    const { labelAt } = this.source;
    if (labelAt === null) return;
    for (const { cells, prediction } of await this.rows(chunk)) {
      const actual = toNumber(cells[labelAt] ?? "");
      const predicted = toNumber(prediction ?? "");
      if (actual !== null && predicted !== null) this.sums = addPair(this.sums, actual, predicted);
    }
  }

  /** 0-based place of the label in the file, or null. */
  get labelAt(): number | null {
    return this.source.labelAt;
  }

  /** Null where the file has no label column, or no row with both values. */
  metrics(): RegressionMetrics | null {
    return regressionMetrics(this.sums);
  }

  /** Every prediction in the file's order that is a number, for a distribution. */
  *numbers(): Generator<number> {
    for (const index of [...this.byChunk.keys()].sort((a, b) => a - b)) {
      for (const text of this.byChunk.get(index) ?? []) {
        const value = toNumber(text);
        if (value !== null) yield value;
      }
    }
  }

  /** The chunk's rows, read from the file again: a million rows are not kept in memory. */
  async rows(chunk: CsvChunk): Promise<ScoredRow[]> {
    const text = await this.source.file.slice(chunk.start, chunk.end).text();
    const predictions = this.byChunk.get(chunk.index);
    return parseRecords(text, this.source.delimiter, chunk.rows).map((cells, at) => ({
      number: chunk.firstRow + at,
      cells,
      prediction: predictions?.[at] ?? null,
    }));
  }

  /** The file with a last column of predictions; formulas are made harmless for spreadsheets. */
  async toCsv(chunks: readonly CsvChunk[], predictionName: string): Promise<Blob> {
    const { columns, delimiter } = this.source;
    const parts: string[] = columns ? [csvLine([...columns, predictionName], delimiter)] : [];
    for (const chunk of chunks) {
      const rows = await this.rows(chunk);
      parts.push(
        rows
          .map(({ cells, prediction }) => csvLine([...cells, prediction ?? ""], delimiter))
          .join(""),
      );
    }
    return new Blob(parts, { type: "text/csv" });
  }
}

/** Rows a container names are those of its request; the person's are those of the file. */
export const inFileRows = (message: string, chunk: CsvChunk): string =>
  message.replace(
    /\b(rows?) (\d{1,9}(?:(?:, | and )\d{1,9})*)/gi,
    (_, word: string, list: string) => {
      const shifted = list.replace(/\d+/g, (number) => String(Number(number) + chunk.firstRow - 1));
      return `${word} ${shifted}`;
    },
  );
