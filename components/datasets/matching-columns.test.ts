import { expect, test } from "vitest";
import { matchingColumns } from "./matching-columns";

test("columns whose names begin with what was typed come first, each once", () => {
  const columns = ["net_price", "Price", "size", "price_2", "Price"];
  expect(matchingColumns(columns, "pric")).toEqual(["Price", "price_2", "net_price"]);
  expect(matchingColumns(columns, "colour")).toEqual([]);
});

test("of ten thousand columns fifty are suggested", () => {
  const columns = Array.from({ length: 10_000 }, (_, at) => `column_${at}`);
  expect(matchingColumns(columns, "")).toHaveLength(50);
  expect(matchingColumns(columns, "column_9999")).toEqual(["column_9999"]);
});
