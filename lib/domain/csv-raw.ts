import { RecordBoundaries } from "./csv-boundaries";
import type { Delimiter } from "./delimiters";

/** The bytes of each record, its line break and the blank lines before it included. */
export function splitRecords(
  bytes: Uint8Array<ArrayBuffer>,
  delimiter: Delimiter,
): Uint8Array<ArrayBuffer>[] {
  const records: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  const onRecord = (end: number) => {
    records.push(bytes.subarray(start, end));
    start = end;
  };
  const boundaries = new RecordBoundaries(delimiter);
  boundaries.push(bytes, onRecord);
  boundaries.finish(onRecord);
  return records;
}

const isBreak = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/** A record's bytes up to its line break, and the line break, which the last one may lack. */
export function partLineBreak(
  record: Uint8Array<ArrayBuffer>,
): readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  let end = record.length;
  while (end > 0 && isBreak(record[end - 1])) end -= 1;
  return [record.subarray(0, end), record.subarray(end)];
}
