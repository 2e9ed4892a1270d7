import { RecordBoundaries } from "@/lib/domain/csv-boundaries";
import { ChunkPlanner, type CsvChunk } from "@/lib/domain/csv-chunks";
import { type CsvEncoding, EncodingCheck } from "@/lib/domain/csv-encoding";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import type { Delimiter } from "@/lib/domain/delimiters";

export interface FileIndex {
  readonly chunks: readonly CsvChunk[];
  readonly rows: number;
  readonly encoding: CsvEncoding;
  /** Where the first row begins: after the header with its line break, or after a byte order mark. */
  readonly rowsStart: number;
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
  return scan.finish();
}

const MARK = [0xef, 0xbb, 0xbf];
const hasMark = (bytes: Uint8Array): boolean => MARK.every((byte, at) => bytes[at] === byte);

class FileScan {
  private readonly options: IndexOptions;
  private readonly boundaries: RecordBoundaries;
  private readonly encoding = new EncodingCheck();
  private planner: ChunkPlanner | null = null;
  private rowsStart = 0;

  constructor(options: IndexOptions) {
    this.options = options;
    this.boundaries = new RecordBoundaries(options.delimiter);
  }

  push(bytes: Uint8Array): void {
    if (this.options.header === "absent") this.planner ??= this.plan(hasMark(bytes) ? 3 : 0);
    this.encoding.push(bytes);
    this.boundaries.push(bytes, this.onRecord);
  }

  finish(): FileIndex {
    const openQuote = this.boundaries.finish(this.onRecord);
    this.planner?.finish();
    return {
      chunks: this.planner?.chunks ?? [],
      rows: this.planner?.rows ?? 0,
      encoding: this.encoding.finish(),
      rowsStart: this.rowsStart,
      tooLarge: this.planner?.tooLarge ?? [],
      openQuote,
    };
  }

  private readonly onRecord = (end: number): void => {
    if (this.planner) this.planner.record(end);
    else this.planner = this.plan(end);
  };

  /** Every request repeats the header, so its bytes are taken off the room for rows. */
  private plan(start: number): ChunkPlanner {
    this.rowsStart = start;
    const { maxBytes, maxRows } = this.options;
    return new ChunkPlanner(start, { maxBytes: Math.max(1, maxBytes - start - 1), maxRows });
  }
}
