import { expect, test } from "vitest";
import { CsvStream, INDEX_EVERY, OpenQuoteError } from "./csv-stream";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function readIn(pieces: readonly Uint8Array[]) {
  const records: string[][] = [];
  const stream = new CsvStream(",", (record) => records.push([...record]));
  for (const piece of pieces) stream.push(piece);
  stream.finish();
  return { records, stream };
}

const MESSY = '\uFEFFa,b\r\n"x, ""1""\nline",2\r\n\r\n3,é\r4,5\n"",6';

test("a file cut at any byte gives the same records as in one piece", () => {
  const bytes = bytesOf(MESSY);
  const whole = readIn([bytes]).records;
  expect(whole).toEqual([
    ["a", "b"],
    ['x, "1"\nline', "2"],
    ["3", "é"],
    ["4", "5"],
    ["", "6"],
  ]);
  for (let at = 1; at < bytes.length; at += 1) {
    expect(readIn([bytes.subarray(0, at), bytes.subarray(at)]).records).toEqual(whole);
  }
  expect(readIn([...bytes].map((byte) => Uint8Array.of(byte))).records).toEqual(whole);
});

test("a buffer that is used again does not change what was read from it", () => {
  const records: string[][] = [];
  const stream = new CsvStream(",", (record) => records.push([...record]));
  const buffer = bytesOf("a,b\nc");
  stream.push(buffer);
  buffer.fill(0x7a);
  stream.push(bytesOf(",d\n"));
  stream.finish();
  expect(records).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("every 1,000th record's offset is where it begins", () => {
  const lines = Array.from(
    { length: 2 * INDEX_EVERY + 1 },
    (_, at) => `row ${at},${"x".repeat(at % 7)}\n`,
  );
  const bytes = bytesOf(lines.join(""));
  const { stream } = readIn([bytes.subarray(0, 12_345), bytes.subarray(12_345)]);
  expect(stream.offsets).toHaveLength(3);
  for (const [at, offset] of stream.offsets.entries()) {
    const text = new TextDecoder().decode(bytes.subarray(offset));
    expect(text.startsWith(`row ${at * INDEX_EVERY},`)).toBe(true);
  }
});

test("bytes that are no UTF-8 are read as windows-1252, and the stream says so", () => {
  const { records, stream } = readIn([Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x2c, 0x80, 0x0a])]);
  expect(records).toEqual([["café", "€"]]);
  expect(stream.encoding).toBe("windows-1252");
});

test("a quote that nothing closes is named by its record", () => {
  const stream = new CsvStream(",", () => undefined);
  stream.push(bytesOf('a,b\n1,"2\n3,4\n'));
  expect(() => stream.finish()).toThrow(new OpenQuoteError(2));
});

test("an open quote does not gather the rest of a large file", () => {
  const stream = new CsvStream(",", () => undefined);
  stream.push(bytesOf('a,b\n"'));
  const block = new Uint8Array(1024 * 1024).fill(0x20);
  const feed = () => {
    for (let sent = 0; sent < 64; sent += 1) stream.push(block);
  };
  expect(feed).toThrow("Record 2 opens a quote");
});
