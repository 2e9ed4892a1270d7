import { expect, test } from "vitest";
import { PathFault, parsePath, selectJson } from "./json-path.ts";

const value = {
  id: 7,
  "a b": { c: [10, 11, 12, 13] },
  rows: [{ x: 1 }, { x: 2 }, { x: 3 }],
};

test.each<[string, unknown]>([
  ["$", value],
  ["$.id", 7],
  ["$['id']", 7],
  ["$['a b'].c[0]", 10],
  ["$['a b'].c[-1]", 13],
  ["$['a b'].c[1:]", [11, 12, 13]],
  ["$['a b'].c[1:3]", [11, 12]],
  ["$['a b'].c[-2:]", [12, 13]],
  ["$['a b'].c[0,2]", [10, 12]],
  ["$['a b'].c[0,2:]", [10, 12, 13]],
  ["$['a b'].c[5:]", []],
  ["$['a b'].c.[ 0 , -1 ]", [10, 13]],
  ["$['id', 'rows']", { id: 7, rows: value.rows }],
  ["$.rows[*].x", [1, 2, 3]],
  ["$.rows[0:2].x", [1, 2]],
  ["$['a b'].*", [[10, 11, 12, 13]]],
])("%s selects", (path, selected) => {
  expect(selectJson(value, parsePath(path))).toEqual(selected);
});

test.each([
  ["$.nothing", 'there is no "nothing"'],
  ["$.id.x", 'there is no "x"'],
  ["$.rows[3]", "there is no element 3 among 3"],
  ["$.rows[-4]", "there is no element -4 among 3"],
  ["$.id[0]", "there is no array"],
  ["$.constructor", 'there is no "constructor"'],
])("%s finds nothing", (path, message) => {
  expect(() => selectJson(value, parsePath(path))).toThrow(message);
});

test.each([
  "id",
  "$..x",
  "$[?(@.x)]",
  "$.",
  "$[]",
  "$[1:2:3]",
  "$['a",
  "$.a b",
  "$[a]",
  "$['a','b'].c",
])("%s is refused", (path) => {
  expect(() => parsePath(path)).toThrow(PathFault);
});
