import { expect, test } from "vitest";
import { fieldsOf, rowsOf } from "./csv-row.ts";
import { formatOf } from "./data-format.ts";
import { parsePath } from "./json-path.ts";

const select = (type: string, record: string, path: string) =>
  formatOf(type, true)?.select(record, parsePath(path));

test.each([
  ["7,1.0,2,3", "$[1:]", "1.0,2,3"],
  ["7,1.0,2,3", "$[0:]", "7,1.0,2,3"],
  ["7,1.0,2,3", "$[3:]", "3"],
  ["7,1.0,2,3", "$[4:]", ""],
  ['7,"a,b",c', "$[1:]", '"a,b",c'],
  ["7,1.0,2,3", "$[-2:]", "2,3"],
  ["7,1.0,2,3", "$[-1]", "3"],
  ["7,1.0,2,3", "$[0,-1]", "7,3"],
  ["7,1.0,2,3", "$", "7,1.0,2,3"],
  ["7,1.0,2,3", "$[*]", "7,1.0,2,3"],
  ['a,"b, ""c""",d', "$[1]", '"b, ""c"""'],
  ["", "$[1:]", ""],
])("of the row %s, %s is %s", (row, path, selected) => {
  expect(select("text/csv; charset=utf-8", row, path)).toBe(selected);
});

test("a column that is not there, and a quote left open, are named", () => {
  expect(() => select("text/csv", "1,2", "$[2]")).toThrow("there is no element 2 among 2");
  expect(() => fieldsOf('1,"2')).toThrow("a quote is not closed");
});

test("a quoted field goes over lines where a file is not split", () => {
  expect(rowsOf('1,"a\nb"\r\n2,c\n')).toEqual(['1,"a\nb"', "2,c"]);
});

test.each([
  ['{"id":1,"SageMakerOutput":0}', "9", '{"id":1,"SageMakerOutput":9}'],
  ["[1,2]", '{"score":0.50}', '{"SageMakerInput":[1,2],"SageMakerOutput":{"score":0.50}}'],
  ["12345678901234567890", "1.0", '{"SageMakerInput":12345678901234567890,"SageMakerOutput":1.0}'],
  ['{"__proto__":1}', "2", '{"__proto__":1,"SageMakerOutput":2}'],
])("%s is joined with %s, each number as it was written", (input, output, joined) => {
  expect(formatOf("application/jsonlines", true)?.join(input, output)).toBe(joined);
});

test("what JSON is not looked into by SageMaker is none of its formats", () => {
  expect(formatOf("application/x-recordio-protobuf", true)).toBeUndefined();
});
