import { expect, test } from "vitest";
import { readSample } from "./csv-sample";
import type { TrainedOn } from "./model-schema";
import { checkAgainstSchema, schemaCheckSentence } from "./schema-check";

const feature = (name: string, part: Partial<TrainedOn["features"][number]> = {}) => ({
  name,
  type: "number" as const,
  used: true,
  min: null,
  max: null,
  categories: [],
  ...part,
});

const SCHEMA: TrainedOn = {
  header: "present",
  target: { name: "sales", type: "number" },
  features: [
    feature("id", { type: "id", used: false }),
    feature("price", { min: 1, max: 10 }),
    feature("size", {
      type: "category",
      categories: [
        { value: "Small", spellings: ["S"] },
        { value: "Large", spellings: [] },
      ],
    }),
  ],
};

function check(text: string, schema = SCHEMA) {
  const result = readSample(new TextEncoder().encode(text), true);
  if (!result.ok) throw new Error(result.problem);
  return checkAgainstSchema(schema, result.sample);
}
const verdicts = (result: ReturnType<typeof check>) =>
  Object.fromEntries(result.columns.map(({ name, verdict }) => [name, verdict.kind]));

test("a file like the training data fits", () => {
  const result = check("id,price,size\na1,2,Small\na2,3,S\n");
  expect(result).toMatchObject({ result: "fits", found: 2, needed: 2, labelAt: null });
  expect(schemaCheckSentence(result)).toBe("2 of 2 columns found");
});

test("columns are found by name wherever they stand, the label too", () => {
  const result = check("sales,size,price,id\n5,Small,2,a\n6,Large,3,b\n");
  expect(verdicts(result)).toEqual({ id: "unused", price: "moved", size: "moved", sales: "label" });
  expect(result).toMatchObject({ result: "fits", labelAt: 0 });
  expect(schemaCheckSentence(result)).toBe("2 of 2 columns found, and the label too");
});

test("a missing column blocks and is named; one that is not used may be missing", () => {
  const result = check("size,other\nSmall,1\n");
  expect(verdicts(result)).toEqual({
    id: "unused",
    price: "missing",
    size: "fits",
    other: "extra",
  });
  expect(result).toMatchObject({ result: "blocked", found: 1 });
  expect(schemaCheckSentence(result)).toBe("1 of 2 columns found; price missing");
});

test("values unlike those of training warn, with how many rows", () => {
  const result = check("price,size\n2,Small\n99,Huge\n,Huge\n3,Tiny\n");
  expect(result.result).toBe("warned");
  const findings = Object.fromEntries(
    result.columns.map((column) => [column.name, column.findings]),
  );
  expect(findings["price"]).toEqual([
    { kind: "missingValues", rows: 1 },
    { kind: "range", rows: 1, min: 1, max: 10 },
  ]);
  expect(findings["size"]).toEqual([{ kind: "unseen", values: ["Huge", "Tiny"], rows: 3 }]);
});

test("text where the model needs numbers blocks, a few such rows do not", () => {
  const few = check("price,size\nten,Small\n2,Small\n3,Small\n");
  expect(few.result).toBe("warned");
  expect(few.columns[1]?.findings).toEqual([
    { kind: "notNumeric", rows: 1, example: "ten", all: false },
  ]);
  const result = check('price,size\nten,Small\n1.234,Small\n"1,5",Small\n');
  expect(result.result).toBe("blocked");
  expect(schemaCheckSentence(result)).toBe("2 of 2 columns found, but price must hold numbers");
});

test("a column that the header has twice blocks, where the model needs it", () => {
  const result = check("price,size,price\n1,Small,2\n");
  expect(result.result).toBe("blocked");
  expect(schemaCheckSentence(result)).toBe("2 of 2 columns found, but price more than once");
  expect(check("note,price,size,note\n1,1,Small,2\n").result).toBe("warned");
});

test("without a header the order decides, and one more column is the label", () => {
  const result = check("1,2,Small,7\n2,3,Large,8\n", { ...SCHEMA, header: "absent" });
  expect(verdicts(result)).toEqual({ id: "unused", price: "fits", size: "fits", sales: "label" });
  expect(result.labelAt).toBe(3);
});

test("a label that training had first is found first", () => {
  const features = [feature("column_1"), feature("column_2")];
  const schema: TrainedOn = {
    header: "absent",
    target: { name: "column_0", type: "number" },
    features,
  };
  expect(check("9,1,2\n8,1,2\n", schema)).toMatchObject({ result: "fits", labelAt: 0, found: 2 });
  expect(check("1,2\n1,2\n", schema)).toMatchObject({ result: "fits", labelAt: null, found: 2 });
});
