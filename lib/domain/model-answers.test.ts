import { expect, test } from "vitest";
import { answersOf } from "./model-answers";
import { inFileRows, namedCell, namedRows } from "./named-rows";

test.each([
  ["1.5\n2\n", 2, ["1.5", "2"]],
  ["1.5\r\n2", 2, ["1.5", "2"]],
  ["0.1,0.9\n0.8,0.2\n", 2, ["0.1,0.9", "0.8,0.2"]],
  ["1.5, 2.5,3\n", 3, ["1.5", "2.5", "3"]],
  ["[1.5, 2.5]", 2, ["1.5", "2.5"]],
  ['{"predictions": [{"score": 1.5}, {"score": 2}]}', 2, ["1.5", "2"]],
  ['{"predictions": ["a", "b"], "model": "x"}', 2, ["a", "b"]],
  ['{"prediction": 1617.14}\n{"prediction": 3}\n', 2, ["1617.14", "3"]],
  ["prediction\n1\n2\n", 2, ["1", "2"]],
  ["[0.1, 0.9]", 1, ["[0.1, 0.9]"]],
  ['{"score": 1, "label": "a"}', 1, ['{"score":1,"label":"a"}']],
  ["", 0, []],
])("%j answers %i rows", (text, rows, answers) => {
  expect(answersOf(text, rows)).toEqual(answers);
});

test.each([
  ["<html>\n</html>", 2],
  ["1\n2\n", 3],
  ["a,b,c", 3],
  ["[1, 2]", 3],
  ["", 1],
])("%j does not answer %i rows", (text, rows) => {
  expect(answersOf(text, rows)).toBeNull();
});

test("rows of a message are read, and moved to where they stand in the file", () => {
  const message = "rows 1, 3 and 2 lack a price\nRow 9: no; expected 11 columns";
  expect(namedRows(message, 3)).toEqual([1, 3, 2]);
  expect(inFileRows(message, [101, 105, 109])).toBe(
    "rows 101, 109 and 105 lack a price\nRow 9: no; expected 11 columns",
  );
  expect(namedRows("expected 11 columns", 3)).toEqual([]);
});

test("the cell a message speaks of is the one of the longest column named", () => {
  const columns = ["Item", "Item_MRP"];
  expect(namedCell("row 3, column Item_MRP: 'n/a' is not a number", columns, ["x", "n/a"])).toEqual(
    {
      column: "Item_MRP",
      value: "n/a",
    },
  );
  expect(namedCell("row 3, column Price: no", columns, [])).toBeNull();
  expect(namedCell("expected 11 fields", columns, [])).toBeNull();
});
