import { expect, test } from "vitest";
import { sniffDelimiter } from "./csv-dialect";
import { detectHeader } from "./csv-header";
import { estimateRows, readSample } from "./csv-sample";
import { summariseColumn } from "./profile/column-tally";

const bytes = (text: string) => new TextEncoder().encode(text);
const rows = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at)).join("\n");

const SHOP = `Item_Identifier,Item_Weight,Item_Fat_Content,Outlet_Year,Sales
${rows(40, (at) => `FD${String(at).padStart(3, "0")},${at % 5 ? at / 2 : ""},${at % 2 ? "Low Fat" : "Regular"},${1985 + (at % 9)},${100 + at * 1.5}`)}
`;

function sampleOf(text: string, complete = true) {
  const result = readSample(bytes(text), complete);
  if (!result.ok) throw new Error(result.problem);
  return result.sample;
}

test("a shop's file reads with its columns, types and gaps", () => {
  const sample = sampleOf(SHOP);
  expect(sample).toMatchObject({ delimiter: ",", header: "present", ragged: 0 });
  expect(sample.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
    ["Item_Identifier", "id", 0],
    ["Item_Weight", "number", 8],
    ["Item_Fat_Content", "category", 0],
    ["Outlet_Year", "integer", 0],
    ["Sales", "number", 0],
  ]);
  expect(sample.columns[3]).toMatchObject({ min: 1985, max: 1993, distinct: 9 });
  expect(estimateRows(sample, 0)).toEqual({ count: 40, exact: true });
});

test("the last record of a cut file is not judged", () => {
  const cut = SHOP.slice(0, SHOP.length - 30);
  const sample = sampleOf(cut, false);
  expect(sample.ragged).toBe(0);
  expect(sample.rows).toHaveLength(38);
  const { count, exact } = estimateRows(sample, bytes(SHOP).length * 100);
  expect(exact).toBe(false);
  expect(count).toBeGreaterThan(3700);
  expect(count).toBeLessThan(4300);
});

test.each([
  ["a;b;c\n1,5;2;3\n4,5;5;6\n", ";"],
  ["a\tb\n1\t2\n", "\t"],
  ["a|b|c\n1|2|3\n", "|"],
  ['name,text\nx,"a;b;c"\ny,"d;e"\n', ","],
  ["one\ntwo\n", ","],
] as const)("%j is delimited by %j", (text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter);
});

test.each([
  [
    [
      ["", "size", "name"],
      ["0", "1.5", "x"],
    ],
    "present",
  ],
  [
    [
      ["a", "b"],
      ["1", "2"],
    ],
    "present",
  ],
  [
    [
      ["5.1", "3.5"],
      ["4.9", "3.0"],
    ],
    "absent",
  ],
  [
    [
      ["x", "x"],
      ["1", "2"],
    ],
    "present",
  ],
  [
    [
      ["a", ""],
      ["1", "2"],
    ],
    "present",
  ],
  [
    [
      ["setosa", "x"],
      ["setosa", "y"],
    ],
    "absent",
  ],
  [
    [
      ["name", "town"],
      ["Ann", "Rome"],
    ],
    "present",
  ],
] as const)("the first record of %j is a header: %s", (records, header) => {
  expect(detectHeader(records)).toBe(header);
});

test.each([
  ["", "empty"],
  ["   \n", "empty"],
  ["<!DOCTYPE html>\n<title>Sign in</title>\n", "otherText"],
  ['[{"a": 1, "b": 2},\n{"a": 3, "b": 4}]', "otherText"],
  ["PK\u0003\u0004\u0000\u0000", "binary"],
  ["Dear all,\nplease find the numbers attached to this letter.\nBest", "oneColumn"],
] as const)("%j is not a table: %s", (text, problem) => {
  expect(readSample(bytes(text), true)).toEqual({ ok: false, problem });
});

test.each(["\ufeffa,b\n", "a,b\n1,2\n"])(
  "UTF-16 is told apart from what is no text: %j",
  (text) => {
    const utf16 = new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer);
    expect(readSample(utf16, true)).toEqual({ ok: false, problem: "utf16" });
  },
);

test("names that come twice are told", () => {
  const sample = readSample(bytes("a,b,a\n1,x,2\n"), true);
  expect(sample.ok && sample.sample).toMatchObject({ header: "present", repeated: ["a"] });
});

test("an archive is told apart from a broken file", () => {
  expect(readSample(new Uint8Array([0x1f, 0x8b, 8, 0]), true)).toEqual({
    ok: false,
    problem: "compressed",
  });
});

test("a header that repeats or omits names still gives every column its own", () => {
  const sample = readSample(bytes("a,,a\n1,2,3\n"), true, { header: "present" });
  expect(sample.ok && sample.sample.columns.map(({ name }) => name)).toEqual([
    "a",
    "column_1",
    "a_2",
  ]);
});

test("without a header columns are named by their place", () => {
  const sample = sampleOf("5.1,3.5,setosa\n4.9,3.0,setosa\n");
  expect(sample.columns.map(({ name }) => name)).toEqual(["column_0", "column_1", "column_2"]);
  expect(sample.rows).toHaveLength(2);
});

test("rows of another width are counted", () => {
  expect(sampleOf("a,b\n1,2\n3\n4,5,6\n7,8\n").ragged).toBe(2);
});

test("columns of dates and of free text are neither numbers nor categories", () => {
  expect(summariseColumn("d", ["2026-11-21", "2026-11-22 10:00", "NA"]).type).toBe("time");
  const words = Array.from({ length: 50 }, (_, at) => `a sentence that is number ${at}`);
  expect(summariseColumn("t", words).type).toBe("text");
  expect(summariseColumn("n", ["1", "2", "x"]).type).not.toBe("number");
  expect(summariseColumn("nothing", ["", "NaN"])).toMatchObject({
    type: "text",
    missing: 2,
    min: null,
  });
});
