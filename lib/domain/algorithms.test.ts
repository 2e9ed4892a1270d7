import { expect, test } from "vitest";
import { learnsClasses } from "./algorithms";

const named = (...names: string[]) => names.map((name) => ({ name }));

test("an image learns classes where it measures them and the job asks for no number", () => {
  expect(learnsClasses(named("rmse", "r2"), {})).toBe(false);
  expect(learnsClasses(named("rmse", "accuracy"), { task: "auto" })).toBe(true);
  expect(learnsClasses(named("validation:f1"), {})).toBe(true);
  expect(learnsClasses(named("inaccuracy", "elf1"), {})).toBe(false);
  expect(learnsClasses(named("accuracy"), { task: "regression" })).toBe(false);
});
