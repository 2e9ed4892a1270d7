import { expect, test } from "vitest";
import { stopQuestion } from "./shutdown.mjs";

test("the question names the jobs that would be lost, the first five of many", () => {
  expect(stopQuestion(["prices"])).toMatch(
    /^1 training job is running and will be lost: prices\.\nStop anyway\? \[y\/N\]/,
  );
  const many = ["a", "b", "c", "d", "e", "f"];
  expect(stopQuestion(many)).toContain("6 training jobs are running");
  expect(stopQuestion(many)).toContain("lost: a, b, c, d, e and more.\n");
});
