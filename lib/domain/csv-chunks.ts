/** What a scoring request may hold; SageMaker takes 6,291,456 bytes at most. */
export const MAX_CHUNK_BYTES = 5 * 1024 * 1024;

/** A stretch of a CSV file that ends where a record ends. */
export interface CsvChunk {
  /** 0-based order of the chunk. */
  readonly index: number;
  /** Byte offsets in the file, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** 1-based number of its first data row, and how many it holds. */
  readonly firstRow: number;
  readonly rows: number;
}

export interface ChunkLimits {
  /** Bytes one request may carry, less what the header sent before each chunk needs. */
  readonly maxBytes: number;
  /** Rows one request may carry, so that progress and cancel stay responsive. */
  readonly maxRows: number;
}

/**
 * Gathers records into chunks under the payload limit. Feed it the end of every record; a record
 * that is larger than a whole payload is named by `tooLarge` and stands in a chunk of its own.
 */
export class ChunkPlanner {
  readonly chunks: CsvChunk[] = [];
  readonly tooLarge: number[] = [];
  private start: number;
  private last: number;
  private firstRow = 1;
  private row = 0;
  private readonly limits: ChunkLimits;

  /** `start` is the offset of the first data row: after the header, if there is one. */
  constructor(start: number, limits: ChunkLimits) {
    this.start = start;
    this.last = start;
    this.limits = limits;
  }

  get rows(): number {
    return this.row;
  }

  record(end: number): void {
    const held = this.row - this.firstRow + 1;
    const full = end - this.start > this.limits.maxBytes || held >= this.limits.maxRows;
    if (full && held > 0) this.cut();
    this.row += 1;
    this.last = end;
    if (end - this.start > this.limits.maxBytes) this.tooLarge.push(this.row);
  }

  finish(): void {
    if (this.row >= this.firstRow) this.cut();
  }

  private cut(): void {
    this.chunks.push({
      index: this.chunks.length,
      start: this.start,
      end: this.last,
      firstRow: this.firstRow,
      rows: this.row - this.firstRow + 1,
    });
    this.start = this.last;
    this.firstRow = this.row + 1;
  }
}
