import { XMLParser } from "fast-xml-parser";

/**
 * What came of a suite's tests, the same for every tool.
 * @typedef {{ passed: number, failed: string[], skipped: { name: string, reason: string }[] }} Outcome
 */

const NO_REASON = "the test gives no reason";

/** Sorts tests into an outcome. @param {Iterable<{ name: string, state: string, reason?: string }>} tests */
function tally(tests) {
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const { name, state, reason } of tests) {
    if (state === "passed") outcome.passed++;
    else if (state === "failed") outcome.failed.push(name);
    else outcome.skipped.push({ name, reason: reason ?? NO_REASON });
  }
  return outcome;
}

/** @param {object} report of `vitest --reporter=json` @returns {Outcome} */
export function readVitest(report) {
  return tally(
    report.testResults.flatMap(({ name, status, assertionResults }) => {
      // A file that cannot be loaded has no tests in it, and must not look like an empty one.
      if (assertionResults.length === 0)
        return status === "failed" ? [{ name, state: status }] : [];
      return assertionResults.map((test) => ({
        name: test.fullName,
        state: test.status,
        reason: test.meta?.skipReason,
      }));
    }),
  );
}

const asList = (value) => (value === undefined ? [] : [value].flat());

function junitTest(test) {
  const name = `${test.classname}::${test.name}`;
  if ("failure" in test || "error" in test) return { name, state: "failed" };
  if ("skipped" in test) return { name, state: "skipped", reason: test.skipped.message };
  return { name, state: "passed" };
}

/** @param {string} xml of `pytest --junit-xml` @returns {Outcome} */
export function readJunit(xml) {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  const suites = asList(parser.parse(xml).testsuites?.testsuite);
  return tally(suites.flatMap((suite) => asList(suite.testcase).map(junitTest)));
}

function* specsOf({ suites = [], specs = [] }, path = []) {
  for (const spec of specs) yield { spec, name: [...path, spec.title].join(" > ") };
  for (const suite of suites) yield* specsOf(suite, [...path, suite.title]);
}

function playwrightTest(name, { status, annotations }) {
  const reason = annotations.find(({ type }) => type === "skip")?.description;
  // A test that passed at the second try is a defect in the test or in what it tests.
  if (status === "flaky") return { name: `${name} (flaky)`, state: "failed" };
  const states = { expected: "passed", unexpected: "failed", skipped: "skipped" };
  return { name, state: states[status], reason };
}

/** @param {object} report of Playwright's JSON reporter @returns {Outcome} */
export function readPlaywright(report) {
  const errors = (report.errors ?? []).map(({ message }) => ({
    name: message.split("\n")[0],
    state: "failed",
  }));
  const tests = [...specsOf(report)].flatMap(({ spec, name }) =>
    spec.tests.map((test) => playwrightTest(name, test)),
  );
  return tally([...errors, ...tests]);
}
