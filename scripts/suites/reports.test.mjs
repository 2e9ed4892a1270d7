import { expect, test } from "vitest";
import { readJunit, readPlaywright, readVitest } from "./reports.mjs";

test("vitest: states, and a file that cannot be loaded", () => {
  const report = {
    testResults: [
      {
        name: "/a.test.ts",
        status: "failed",
        assertionResults: [
          { status: "passed", fullName: "a passes", meta: {} },
          { status: "failed", fullName: "a fails", meta: {} },
          { status: "skipped", fullName: "a skips", meta: {} },
        ],
      },
      { name: "/broken.test.ts", status: "failed", assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({
    passed: 1,
    failed: ["a fails", "/broken.test.ts"],
    skipped: [{ name: "a skips", reason: "the test gives no reason" }],
  });
});

test("pytest: one test is a list too, and a skip has its reason", () => {
  const one =
    '<testsuites><testsuite><testcase classname="t" name="a" time="0.1"/></testsuite></testsuites>';
  expect(readJunit(one)).toEqual({ passed: 1, failed: [], skipped: [] });
  const many = `<?xml version="1.0"?><testsuites><testsuite>
    <testcase classname="t" name="a"><failure message="x">long</failure></testcase>
    <testcase classname="t" name="b"><error message="fixture"/></testcase>
    <testcase classname="t" name="c"><skipped type="pytest.skip" message="no data"/></testcase>
    <testcase classname="t" name="d"/></testsuite></testsuites>`;
  expect(readJunit(many)).toEqual({
    passed: 1,
    failed: ["t::a", "t::b"],
    skipped: [{ name: "t::c", reason: "no data" }],
  });
});

test("Playwright: nested suites, reasons, and flaky counts as failed", () => {
  const spec = (title, status, annotations = []) => ({ title, tests: [{ status, annotations }] });
  const report = {
    errors: [{ message: "Error: no config\n  at x" }],
    suites: [
      {
        title: "a.spec.ts",
        specs: [spec("works", "expected"), spec("wavers", "flaky")],
        suites: [
          {
            title: "deep",
            specs: [
              spec("breaks", "unexpected"),
              spec("waits", "skipped", [{ type: "skip", description: "no files" }]),
            ],
          },
        ],
      },
    ],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 1,
    failed: ["Error: no config", "a.spec.ts > wavers (flaky)", "a.spec.ts > deep > breaks"],
    skipped: [{ name: "a.spec.ts > deep > waits", reason: "no files" }],
  });
});
