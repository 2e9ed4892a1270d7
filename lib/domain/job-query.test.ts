import { describe, expect, test } from "vitest";
import { parseJobQuery, readToken } from "./job-query";

test("fields, bounds and parts of the name are told apart", () => {
  const text =
    " image:bigmart-rf status:Completed  validation:rmse<=1150 hp.max_depth=None sweep 01 ";
  expect(parseJobQuery(text)).toEqual({
    ok: true,
    query: {
      words: ["sweep", "01"],
      status: "Completed",
      image: "bigmart-rf",
      dataset: null,
      conditions: [
        { on: "metric", name: "validation:rmse", operator: "<=", value: "1150" },
        { on: "hyperparameter", name: "max_depth", operator: "=", value: "None" },
      ],
    },
  });
});

test("an empty query narrows nothing", () => {
  expect(parseJobQuery("  ")).toMatchObject({ ok: true, query: { words: [], conditions: [] } });
});

describe("what cannot be found by says why", () => {
  test.each([
    ["status:Done", "Done is no status"],
    ["status:", "Give status a value."],
    ["rmse<much", "rmse is compared with numbers, not with much."],
    ["rmse<", "Give rmse a value."],
  ])("%s", (text, problem) => {
    const result = parseJobQuery(text);
    expect(result.ok ? "" : result.problem).toContain(problem);
  });
});

test("a name is no token, however odd", () => {
  expect(readToken("my-job:2")).toBeNull();
  expect(readToken("status")).toBeNull();
});
