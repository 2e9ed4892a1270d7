import { expect, test } from "vitest";
import { openRun, type RunTable } from "./saved-run";

const signal = new AbortController().signal;
const TABLE: RunTable = { delimiter: ",", header: "present", label: 1, prediction: 2, reason: 3 };

test("a kept run reads back as it was: predictions, reasons, error and rows", async () => {
  const file = new Blob([
    "name,sales,prediction,prediction_error\n",
    'a,10,12,\n"b, c",20,,"row 2: no"\nd,30,x,30,\ne,40,44,\n',
  ]);
  const opened = await openRun(file, TABLE, signal);
  if (!opened) throw new Error("the run is a table");
  const { results, rows } = opened;
  expect(rows).toBe(4);
  expect([...results.numbers()]).toEqual([12, 30, 44]);
  expect(results.firstFaults(9)).toEqual([{ rows: [2], message: "row 2: no" }]);
  expect((await results.rows(1, 4)).map(({ prediction }) => prediction)).toEqual([
    "12",
    null,
    "30",
    "44",
  ]);
  expect(results.metrics()?.rows).toBe(3);
});

test("what is no such table is said to be none", async () => {
  expect(await openRun(new Blob(["a,b\n1,2\n"]), TABLE, signal)).toBeNull();
  expect(await openRun(new Blob([]), TABLE, signal)).toBeNull();
});
