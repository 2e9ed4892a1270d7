import { expect, test } from "vitest";
import { groupDigits, sameListOf, targetWords } from "./target-words";

const account = {
  name: "forecasting-us-east-1",
  kind: "account",
  accountId: "123456789012",
  region: "us-east-1",
  profile: "forecasting",
  problem: null,
} as const;

test("an account is named by its number and region", () => {
  expect(targetWords(account)).toEqual({
    name: "1234-5678-9012",
    sub: "us-east-1",
    detail: "profile forecasting",
  });
  expect(groupDigits("12")).toBe("12");
});

test("what is wrong with a target stands in place of its profile", () => {
  expect(targetWords({ ...account, problem: "session ended" }).detail).toBe("session ended");
});

test("switching keeps the list and drops the object, which the other target may not have", () => {
  expect(sameListOf("/local/training-jobs/a-job", "x")).toBe("/x/training-jobs");
  expect(sameListOf("/local", "x")).toBe("/x");
});
