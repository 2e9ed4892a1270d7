import type { Delimiter } from "./delimiters";

/**
 * Splits CSV text into records of fields (RFC 4180, read leniently): a quote opens a field only
 * at its beginning, `""` inside it is one quote, line breaks inside it belong to it. Empty lines
 * are skipped, as every reader of tables does.
 */
export function parseRecords(text: string, delimiter: Delimiter, limit = Infinity): string[][] {
  const records: string[][] = [];
  const reader = new RecordReader(text, delimiter);
  while (records.length < limit) {
    const record = reader.next();
    if (!record) break;
    records.push(record);
  }
  return records;
}

const isLineBreak = (char: string | undefined): boolean => char === "\n" || char === "\r";

class RecordReader {
  private at = 0;
  private readonly text: string;
  private readonly delimiter: Delimiter;

  constructor(text: string, delimiter: Delimiter) {
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    this.delimiter = delimiter;
  }

  next(): string[] | null {
    // An empty line is no record; a lone `""` is one, with an empty field.
    while (isLineBreak(this.text[this.at])) this.at += 1;
    if (this.at >= this.text.length) return null;
    const fields: string[] = [];
    for (;;) {
      fields.push(this.field());
      const stop = this.text[this.at];
      if (stop !== this.delimiter) break;
      this.at += 1;
    }
    this.skipLineBreak();
    return fields;
  }

  private field(): string {
    if (this.text[this.at] !== '"') return this.plain();
    let value = "";
    this.at += 1;
    for (;;) {
      const close = this.text.indexOf('"', this.at);
      if (close === -1) {
        value += this.text.slice(this.at);
        this.at = this.text.length;
        return value;
      }
      value += this.text.slice(this.at, close);
      this.at = close + 1;
      if (this.text[this.at] !== '"') return value + this.plain();
      value += '"';
      this.at += 1;
    }
  }

  private plain(): string {
    const from = this.at;
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if (char === this.delimiter || isLineBreak(char)) break;
      this.at += 1;
    }
    return this.text.slice(from, this.at);
  }

  private skipLineBreak(): void {
    if (this.text[this.at] === "\r") this.at += 1;
    if (this.text[this.at] === "\n") this.at += 1;
  }
}
