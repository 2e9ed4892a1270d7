import { toNumber } from "@/lib/domain/column-types";
import type { CsvChunk } from "@/lib/domain/csv-chunks";
import {
  addPair,
  NO_PAIRS,
  type RegressionMetrics,
  type RegressionSums,
  regressionMetrics,
} from "@/lib/domain/regression";
import { chunkCells, type TableFile } from "./scored-table";

/** A row of the file with what the model said about it. */
export interface ScoredRow {
  /** 1-based, in the order of the file. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Null where it failed or was not sent. */
  readonly prediction: string | null;
}

/** Rows that failed together, or one alone. */
export interface RowFault {
  /** 1-based rows of the file, ascending. */
  readonly rows: readonly number[];
  /** What the container or AWS said, with rows counted as in the file. */
  readonly message: string;
}

interface ChunkResult {
  readonly predictions: (string | null)[];
  faults: RowFault[];
}

/** Predictions and faults by chunk, joined with the file's own rows when they are shown or saved. */
export class Results {
  readonly table: TableFile;
  readonly chunks: readonly CsvChunk[];
  /** 0-based place of the label in the file, or null. */
  readonly labelAt: number | null;
  private readonly byChunk = new Map<number, ChunkResult>();
  private sums: RegressionSums = NO_PAIRS;

  constructor(table: TableFile, chunks: readonly CsvChunk[], labelAt: number | null) {
    this.table = table;
    this.chunks = chunks;
    this.labelAt = labelAt;
  }

  /** `predictions[n]` belongs to the row at `positions[n]` (0-based) of the chunk. */
  async add(
    chunk: CsvChunk,
    positions: readonly number[],
    predictions: readonly string[],
  ): Promise<void> {
    const result = this.of(chunk);
    positions.forEach((position, at) => {
      result.predictions[position] = predictions[at] ?? null;
    });
    const { labelAt } = this;
    if (labelAt === null) return;
    const cells = await chunkCells(this.table, chunk);
    positions.forEach((position, at) => {
      const actual = toNumber(cells[position]?.[labelAt] ?? "");
      const predicted = toNumber(predictions[at] ?? "");
      if (actual !== null && predicted !== null) this.sums = addPair(this.sums, actual, predicted);
    });
  }

  fail(chunk: CsvChunk, fault: RowFault): void {
    this.of(chunk).faults.push(fault);
  }

  forgetFaults(): void {
    for (const result of this.byChunk.values()) result.faults = [];
  }

  /** 0-based positions of a chunk's rows without a prediction. */
  left(chunk: CsvChunk): number[] {
    const { predictions } = this.of(chunk);
    return Array.from({ length: chunk.rows }, (_, at) => at).filter(
      (at) => predictions[at] === null,
    );
  }

  /** Rows of a chunk by their 0-based position, with why they failed. */
  reasons(chunk: CsvChunk): ReadonlyMap<number, string> {
    const { faults } = this.of(chunk);
    return new Map(
      faults.flatMap(({ rows, message }) =>
        rows.map((row) => [row - chunk.firstRow, message] as const),
      ),
    );
  }

  /** At most `count`, in the order of the file. */
  firstFaults(count: number): RowFault[] {
    const first: RowFault[] = [];
    for (const { index } of this.chunks) {
      if (first.length >= count) break;
      const faults = this.byChunk.get(index)?.faults ?? [];
      first.push(...faults.toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0)));
    }
    return first.slice(0, count);
  }

  predictions(chunk: CsvChunk): readonly (string | null)[] {
    return this.of(chunk).predictions;
  }

  /** Null where the file has no label column, or no row with both values. */
  metrics(): RegressionMetrics | null {
    return regressionMetrics(this.sums);
  }

  /** Every prediction in the file's order that is a number, for a distribution. */
  *numbers(): Generator<number> {
    for (const { index } of this.chunks) {
      for (const text of this.byChunk.get(index)?.predictions ?? []) {
        const value = toNumber(text ?? "");
        if (value !== null) yield value;
      }
    }
  }

  /** Rows `from` to `from + count`, 1-based, read from the file again: it is not kept in memory. */
  async rows(from: number, count: number): Promise<ScoredRow[]> {
    const chunks = this.chunks.filter(
      ({ firstRow, rows }) => firstRow < from + count && firstRow + rows > from,
    );
    const rows = await Promise.all(chunks.map((chunk) => this.chunkRows(chunk)));
    return rows.flat().filter(({ number }) => number >= from && number < from + count);
  }

  private async chunkRows(chunk: CsvChunk): Promise<ScoredRow[]> {
    const predictions = this.byChunk.get(chunk.index)?.predictions;
    return (await chunkCells(this.table, chunk)).map((cells, at) => ({
      number: chunk.firstRow + at,
      cells,
      prediction: predictions?.[at] ?? null,
    }));
  }

  private of(chunk: CsvChunk): ChunkResult {
    const known = this.byChunk.get(chunk.index);
    if (known) return known;
    const made: ChunkResult = { predictions: new Array(chunk.rows).fill(null), faults: [] };
    this.byChunk.set(chunk.index, made);
    return made;
  }
}
