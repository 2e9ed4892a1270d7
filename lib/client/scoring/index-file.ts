import { RecordBoundaries } from "@/lib/domain/csv-boundaries";
import { ChunkPlanner, type CsvChunk } from "@/lib/domain/csv-chunks";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import type { Delimiter } from "@/lib/domain/delimiters";

export interface FileIndex {
  readonly chunks: readonly CsvChunk[];
  readonly rows: number;
  /** The header's bytes with its line break; empty without a header. */
  readonly header: Blob;
  /** 1-based rows that no request can carry. */
  readonly tooLarge: readonly number[];
  /** A quote that is never closed: from there on, the file reads as one field. */
  readonly openQuote: boolean;
}

export interface IndexOptions {
  readonly delimiter: Delimiter;
  readonly header: HeaderSetting;
  /** Bytes and rows one request may carry. */
  readonly maxBytes: number;
  readonly maxRows: number;
  readonly signal: AbortSignal;
  /** Gets the share that was read, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Small enough to scan within a frame or two, so that the page stays alive. */
const PIECE = 1024 * 1024;

/** Scans the whole file once for record ends and plans the requests; nothing is sent. */
export async function indexFile(file: Blob, options: IndexOptions): Promise<FileIndex> {
  const scan = new FileScan(options);
  for (let at = 0; at < file.size; at += PIECE) {
    options.signal.throwIfAborted();
    scan.push(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    options.onProgress?.(Math.min(1, (at + PIECE) / file.size));
  }
  return scan.finish(file);
}

class FileScan {
  private readonly options: IndexOptions;
  private readonly boundaries: RecordBoundaries;
  private planner: ChunkPlanner | null = null;
  private headerEnd = 0;

  constructor(options: IndexOptions) {
    this.options = options;
    this.boundaries = new RecordBoundaries(options.delimiter);
    if (options.header === "absent") this.planner = this.plan(0);
  }

  push(bytes: Uint8Array): void {
    this.boundaries.push(bytes, this.onRecord);
  }

  finish(file: Blob): FileIndex {
    const openQuote = this.boundaries.finish(this.onRecord);
    this.planner?.finish();
    return {
      chunks: this.planner?.chunks ?? [],
      rows: this.planner?.rows ?? 0,
      header: file.slice(0, this.headerEnd),
      tooLarge: this.planner?.tooLarge ?? [],
      openQuote,
    };
  }

  private readonly onRecord = (end: number): void => {
    if (this.planner) {
      this.planner.record(end);
      return;
    }
    this.headerEnd = end;
    this.planner = this.plan(end);
  };

  /** Every request repeats the header, so its bytes are taken off the room for rows. */
  private plan(start: number): ChunkPlanner {
    const { maxBytes, maxRows } = this.options;
    return new ChunkPlanner(start, { maxBytes: Math.max(1, maxBytes - start - 1), maxRows });
  }
}
