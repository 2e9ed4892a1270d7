import { expect, test, vi } from "vitest";
import { PINNED_NODE } from "../launcher/project.mjs";
import { runSuites } from "./run-suites.mjs";

const node = (script) => [PINNED_NODE, ["-e", script]];

/** Runs suites and takes what they print on standard output. */
async function run(suites, missing = new Map()) {
  const printed = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.push(text);
    return true;
  });
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const passed = await runSuites(suites, { missing, env: process.env });
    return { passed, text: printed.join("") };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const reporting = (tests) => ({
  name: "unit",
  commands: ({ file }) => [
    node(`require("fs").writeFileSync(${JSON.stringify(file)}, "${tests}")`),
  ],
  report: {
    file: "report.json",
    read: (text) => ({ passed: Number(text), failed: [], skipped: [{ name: "a", reason: "b" }] }),
  },
});

test("checks count one each, reports count their tests, and the last line is the sum", async () => {
  const { passed, text } = await run([{ name: "lint", commands: () => [node("0")] }, reporting(7)]);
  expect(passed).toBe(true);
  expect(text).toMatch(/SKIPPED a: b\n8 passed, 0 failed, 1 skipped\n$/);
});

test("a failing suite is shown in full at the end and does not stop the others", async () => {
  const loud = "for (let i = 0; i < 300; i++) console.log('line ' + i); process.exitCode = 1";
  const { passed, text } = await run([
    { name: "loud", commands: () => [node(loud), node("console.log('never')")] },
    reporting(1),
  ]);
  expect(passed).toBe(false);
  expect(text).toContain("======== loud ========\nline 0\nline 1\n");
  expect(text).toContain("\nline 299\n");
  expect(text).not.toContain("never");
  expect(text).toMatch(/1 passed, 1 failed, 1 skipped\n$/);
});

test("a tool that writes no report, or fails beside a good one, has failed", async () => {
  const silent = { ...reporting(0), name: "silent", commands: () => [node("0")] };
  const crashing = reporting(3);
  const { commands } = crashing;
  crashing.commands = (places) => [...commands(places), node("process.exitCode = 1")];
  const { text } = await run([silent, crashing]);
  expect(text).toContain("FAILED silent: silent: no readable report");
  expect(text).toContain("FAILED unit: unit: the suite itself");
  expect(text).toMatch(/3 passed, 2 failed, 1 skipped\n$/);
});

test("what is missing skips what needs it, and fails where it is required", async () => {
  const suite = { name: "browser", needs: ["chromium"], commands: () => [node("0")] };
  const missing = (fails) => new Map([["chromium", { problem: "no Chromium", fails }]]);
  const optional = await run([suite], missing(false));
  expect(optional.passed).toBe(true);
  expect(optional.text).toMatch(/SKIPPED browser: no Chromium\n0 passed, 0 failed, 1 skipped\n$/);
  const required = await run([suite], missing(true));
  expect(required.passed).toBe(false);
  expect(required.text).toContain("FAILED requirements: chromium: no Chromium");
  expect(required.text).toMatch(/0 passed, 1 failed, 1 skipped\n$/);
});
