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
    let at = this.skipMark(bytes);
    while (at < bytes.length) {
      at = this.state === "quoted" ? this.quoted(bytes, at) : this.plain(bytes, at, onRecord);
    }
    this.offset += bytes.length;
  }

  /** Ends the file: the last record may lack its line break. True when a quote stands open. */
  finish(onRecord: OnRecord): boolean {
    if (!this.empty) onRecord(this.offset);
    this.empty = true;
    return this.state === "quoted";
  }

  private skipMark(bytes: Uint8Array): number {
    let at = 0;
    while (this.inMark && at < bytes.length && bytes[at] === BOM[this.offset + at]) at += 1;
    this.inMark &&= at === bytes.length;
    return at;
  }

  /** Goes behind the next quote, which closes the field unless another one follows. */
  private quoted(bytes: Uint8Array, from: number): number {
    const close = bytes.indexOf(QUOTE, from);
    if (close === -1) return bytes.length;
    this.state = "quoteInQuoted";
    return close + 1;
  }

  /** Goes to the next quoted field. Almost all bytes of a file pass here, so it does little. */
  private plain(bytes: Uint8Array, from: number, onRecord: OnRecord): number {
    const { delimiter } = this;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte <= QUOTE || this.afterCr || this.state !== "plain") {
        this.special(byte, this.offset + at, onRecord);
        if (this.state === "quoted") return at + 1;
      } else {
        this.fieldStart = byte === delimiter;
        this.empty = false;
      }
    }
    return bytes.length;
  }

  private special(byte: number, offset: number, onRecord: OnRecord): void {
    if (this.state === "quoteInQuoted") {
      this.state = byte === QUOTE ? "quoted" : "plain";
      if (byte === QUOTE) return;
    }
    // A CR ends the record only here, so that its LF stays with it.
    if (this.afterCr) this.end(byte === LF ? offset + 1 : offset, onRecord);
    else if (byte === LF) this.end(offset + 1, onRecord);
    this.afterCr = byte === CR;
    if (byte !== LF && byte !== CR) this.inField(byte);
  }

  private inField(byte: number): void {
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
