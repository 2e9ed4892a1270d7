import { expect, test } from "vitest";
import { modelSchema } from "@/lib/contracts/model-files";
import { emptyRow, rowCsv, sweep, typicalRow, valueProblem } from "./row-values";

const SCHEMA = modelSchema.parse({
  version: 1,
  task: "regression",
  rows: 3,
  header: "present",
  target: { name: "sales", type: "number" },
  features: [
    { name: "id", type: "id", used: false },
    { name: "price", type: "number", min: 1, max: 9, mean: 4.123456789 },
    { name: "year", type: "integer", min: 1990, max: 1992, mean: 1990.6 },
    {
      name: "size, cm",
      type: "category",
      categories: [
        { value: "S", count: 1 },
        { value: "L", count: 2 },
      ],
    },
  ],
});
const [, price, year] = SCHEMA.features;
if (!price || !year) throw new Error("the schema has these columns");

test("a typical row has means and the most frequent categories", () => {
  expect(typicalRow(SCHEMA)).toEqual({ id: "", price: "4.12346", year: "1991", "size, cm": "L" });
  expect(Object.values(emptyRow(SCHEMA))).toEqual(["", "", "", ""]);
});

test("rows are sent by name, or in the order of training", () => {
  const row = { price: "2", year: "", "size, cm": 'a "b"' };
  expect(rowCsv(SCHEMA, [row])).toBe('id,price,year,"size, cm"\r\n,2,,"a ""b"""\r\n');
  expect(rowCsv({ ...SCHEMA, header: "absent" }, [row])).toBe(',2,,"a ""b"""\r\n');
});

test.each([
  ["", null],
  ["NA", null],
  ["5", null],
  ["1,5", "notNumber"],
  ["cheap", "notNumber"],
  ["99", "outOfRange"],
] as const)("a price of %j has the problem %s", (text, problem) => {
  expect(valueProblem(price, text)).toBe(problem);
});

test("a sweep goes from end to end in even steps, whole ones for integers", () => {
  const steps = sweep(price, { price: "5", id: "x" });
  expect(steps).toHaveLength(41);
  expect(steps[0]).toEqual({ at: 1, row: { price: "1", id: "x" } });
  expect(steps.at(-1)?.at).toBe(9);
  expect(sweep(year, {}).map(({ at }) => at)).toEqual([1990, 1991, 1992]);
  expect(sweep({ ...price, max: 1 }, {})).toEqual([]);
});
