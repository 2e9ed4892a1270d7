import { expect, test } from "vitest";
import { byImportance } from "./metric-importance";

test("what new data say comes first, what training data say last", () => {
  const names = ["train:rmse", "rmse", "mae", "validation:rmse", "test_auc"];
  expect(byImportance(names)).toEqual(["validation:rmse", "test_auc", "rmse", "mae", "train:rmse"]);
});
