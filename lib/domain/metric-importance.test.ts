import { expect, test } from "vitest";
import { byImportance, saysOfNewData } from "./metric-importance";

test("what new data say comes first, what training data say last", () => {
  const names = ["train:rmse", "rmse", "mae", "validation:rmse", "test_auc"];
  expect(byImportance(names)).toEqual(["validation:rmse", "test_auc", "rmse", "mae", "train:rmse"]);
});

test("what training data say says nothing of new data", () => {
  expect(["rmse", "val_loss", "train:rmse", "train_auc"].filter(saysOfNewData)).toEqual([
    "rmse",
    "val_loss",
  ]);
});
