import type { Delimiter } from "./delimiters";

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
/** The mark that some programs put before UTF-8 text; a quote after it still opens a field. */
const BOM = [0xef, 0xbb, 0xbf];

/** `end` is the absolute offset just after the record's line break. */
export type OnRecord = (end: number) => void;

/**
 * Finds where records end in a CSV file that is read in pieces. Works on bytes: quote, delimiter
 * and line break are one byte in UTF-8 and never part of another character. A line without any
 * byte of its own is no record; it counts to the one after it.
 */
export class RecordBoundaries {
  private offset = 0;
  private state: "plain" | "quoted" | "quoteInQuoted" = "plain";
  private fieldStart = true;
  private afterCr = false;
  private empty = true;
  private inMark = true;
  private readonly delimiter: number;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(bytes: Uint8Array, onRecord: OnRecord): void {
    for (const byte of bytes) {
      this.step(byte, onRecord);
      this.offset += 1;
    }
  }

  /** Ends the file: the last record may lack its line break. True when a quote stands open. */
  finish(onRecord: OnRecord): boolean {
    if (!this.empty) onRecord(this.offset);
    this.empty = true;
    return this.state === "quoted";
  }

  private step(byte: number, onRecord: OnRecord): void {
    if (this.inMark && byte === BOM[this.offset]) return;
    this.inMark = false;
    if (this.state === "quoted") {
      if (byte === QUOTE) this.state = "quoteInQuoted";
      return;
    }
    if (this.state === "quoteInQuoted") {
      this.state = byte === QUOTE ? "quoted" : "plain";
      if (byte === QUOTE) return;
    }
    this.plain(byte, onRecord);
  }

  private plain(byte: number, onRecord: OnRecord): void {
    // A CR ends the record only here, so that its LF stays with it.
    if (this.afterCr) this.end(byte === LF ? this.offset + 1 : this.offset, onRecord);
    else if (byte === LF) this.end(this.offset + 1, onRecord);
    const lineBreak = byte === LF || byte === CR;
    this.afterCr = byte === CR;
    if (lineBreak) return;
    if (byte === QUOTE && this.fieldStart) this.state = "quoted";
    this.fieldStart = byte === this.delimiter;
    this.empty = false;
  }

  private end(at: number, onRecord: OnRecord): void {
    if (!this.empty) onRecord(at);
    this.fieldStart = true;
    this.empty = true;
  }
}
