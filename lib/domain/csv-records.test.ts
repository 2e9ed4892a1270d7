import Papa from "papaparse";
import { expect, test } from "vitest";
import { RecordBoundaries } from "./csv-boundaries";
import { ChunkPlanner } from "./csv-chunks";
import { addedCells, csvRecord } from "./csv-export";
import { parseRecords } from "./csv-records";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Where records end when the file arrives in pieces of `size` bytes. */
function boundariesOf(text: string, size: number): number[] {
  const scan = new RecordBoundaries(",");
  const ends: number[] = [];
  const all = bytes(text);
  for (let at = 0; at < all.length; at += size) {
    scan.push(all.subarray(at, at + size), (end) => ends.push(end));
  }
  scan.finish((end) => ends.push(end));
  return ends;
}

const TRICKY = [
  'a,b\r\n1,"x, y"\r\n2,"line\nbreak"\r\n3,"he said ""no"""\r\n',
  "a,b\n\n1,2\n",
  'mid"quote,b\n1,2',
  '"a","b"\n"",""\n',
  "ä,ö\n漢,字\n",
  'a,b\r\n"1\r\n2",3',
];

test.each(TRICKY)("%j parses as an established parser parses it", (text) => {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  expect(parseRecords(text, ",")).toEqual(data);
});

test.each(TRICKY)("%j has the same record ends in whatever pieces it is read", (text) => {
  const whole = boundariesOf(text, 1e6);
  expect(boundariesOf(text, 1)).toEqual(whole);
  expect(boundariesOf(text, 3)).toEqual(whole);
  expect(whole).toHaveLength(parseRecords(text, ",").length);
  expect(whole.at(-1)).toBe(bytes(text).length);
});

test("between two boundaries stands exactly one record", () => {
  for (const text of TRICKY) {
    const all = bytes(text);
    let start = 0;
    const records = boundariesOf(text, 5).map((end) => {
      const one = new TextDecoder().decode(all.subarray(start, end));
      start = end;
      return parseRecords(one, ",");
    });
    expect(records.flat()).toEqual(parseRecords(text, ","));
    expect(records.every(({ length }) => length === 1)).toBe(true);
  }
});

test("a quote that is never closed is reported", () => {
  const scan = new RecordBoundaries(",");
  scan.push(bytes('a,b\n1,"open\n2,3\n'), () => undefined);
  expect(scan.finish(() => undefined)).toBe(true);
});

test("chunks end at records, stay under both limits and leave nothing out", () => {
  const ends = Array.from({ length: 1000 }, (_, at) => 10 + (at + 1) * 7);
  const planner = new ChunkPlanner(10, { maxBytes: 100, maxRows: 12 });
  for (const end of ends) planner.record(end);
  planner.finish();
  expect(planner.chunks[0]).toEqual({ index: 0, start: 10, end: 94, firstRow: 1, rows: 12 });
  expect(planner.chunks.every(({ start, end, rows }) => end - start <= 100 && rows <= 12)).toBe(
    true,
  );
  expect(planner.chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(1000);
  for (const [at, chunk] of planner.chunks.entries()) {
    expect(chunk.start).toBe(planner.chunks[at - 1]?.end ?? 10);
  }
});

test("a record larger than a payload stands alone and is named", () => {
  const planner = new ChunkPlanner(0, { maxBytes: 100, maxRows: 10 });
  for (const end of [50, 300, 350]) planner.record(end);
  planner.finish();
  expect(planner.tooLarge).toEqual([2]);
  expect(planner.chunks.map(({ rows }) => rows)).toEqual([1, 1, 1]);
});

test("formulas are made harmless and negative numbers stay numbers", () => {
  expect(addedCells(["=cmd|' /C calc'!A0"], ",")).toBe(",'=cmd|' /C calc'!A0");
  expect(addedCells(["@sum", "-12.5", "+3e5", "-12.5+1"], ";")).toBe(";'@sum;-12.5;+3e5;'-12.5+1");
  expect(addedCells(["a,b", 'say "x"', ""], ",")).toBe(',"a,b","say ""x""",');
});

test("what is sent to a model is quoted and nothing else", () => {
  expect(csvRecord(["=1+1", "a,b", 'say "x"'])).toBe('=1+1,"a,b","say ""x"""\r\n');
});

test("an empty line is no record, a lone pair of quotes is one", () => {
  const text = 'a\n\n""\n1\n';
  expect(parseRecords(text, ",")).toEqual([["a"], [""], ["1"]]);
  expect(boundariesOf(text, 2)).toEqual([2, 6, 8]);
});
