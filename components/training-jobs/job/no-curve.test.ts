import { expect, test } from "vitest";
import { whyNoCurve } from "./no-curve";

const metrics = [{ name: "loss", regex: "loss=(.*)" }];
const read = { isKnown: true, isCaughtUp: true };
const unread = { isKnown: true, isCaughtUp: false };

test("of a log that is not read yet nothing is said", () => {
  expect(whyNoCurve({ status: "Completed", metrics }, unread).text).toMatch(/is being read/);
  expect(whyNoCurve({ status: "Completed", metrics }, unread).title).not.toBe("No curve");
  expect(whyNoCurve({ status: "Completed", metrics }, read)).toMatchObject({ title: "No curve" });
});

test("a job that runs may still print one; one without definitions will not", () => {
  expect(whyNoCurve({ status: "InProgress", metrics }, read).text).toMatch(/appear here/);
  expect(whyNoCurve({ status: "InProgress", metrics: [] }, read).text).toMatch(
    /no metric definitions/,
  );
});
