import { build } from "../launcher/builds.mjs";
import { PINNED_NODE } from "../launcher/project.mjs";
import { makeDataDir } from "./data-dir.mjs";
import { pythonTool } from "./python-environment.mjs";
import { readJunit, readPlaywright, readVitest } from "./reports.mjs";

const MINUTE = 60_000;
const node = (script, ...args) => [PINNED_NODE, [`node_modules/${script}`, ...args]];
const own = (script) => [PINNED_NODE, [script]];
const python = (module, ...args) => [pythonTool("python"), ["-m", module, ...args]];

/**
 * Every suite, in the order they run: the quick and telling ones first.
 * `work` runs first, then the `commands`, one after the other; a suite without `report` counts as one check.
 * `needs` names what the machine must have (python, chromium); `slow` ones are not in `npm run check`.
 */
export const SUITES = [
  {
    name: "lint",
    commands: () => [node("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")],
  },
  {
    name: "types",
    commands: () => [
      // Writes next-env.d.ts and the types of the routes, which a fresh clone does not have.
      node("next/dist/bin/next", "typegen"),
      node("typescript/bin/tsc", "--noEmit"),
    ],
  },
  { name: "import graph", commands: () => [own("scripts/check-graph.mjs")] },
  { name: "dead code", commands: () => [node("knip/bin/knip.js")] },
  {
    name: "dead code in production",
    commands: () => [node("knip/bin/knip.js", "--production")],
  },
  { name: "package lock", commands: () => [own("scripts/check-lock.mjs")] },
  {
    name: "unit tests",
    timeoutMs: 20 * MINUTE,
    commands: ({ file }) => [
      node(
        "vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile=${file}`,
      ),
    ],
    report: { file: "vitest.json", read: (text) => readVitest(JSON.parse(text)) },
  },
  {
    name: "Python lint",
    needs: ["python"],
    cwd: "container",
    commands: () => [
      python("ruff", "check", ".", "../examples"),
      python("ruff", "format", "--check", ".", "../examples"),
    ],
  },
  { name: "Python types", needs: ["python"], cwd: "container", commands: () => [python("mypy")] },
  {
    name: "Python tests",
    needs: ["python"],
    cwd: "container",
    timeoutMs: 20 * MINUTE,
    // The examples drive a real engine, whose images need their Python environments.
    work: ({ dataDir }) => makeDataDir(dataDir),
    env: ({ dataDir, file }) => ({
      TRAINYARD_TEST_DATA_DIR: dataDir,
      COVERAGE_FILE: `${file}.coverage`,
    }),
    commands: ({ file }) => [
      python(
        "pytest",
        // Named, or the examples would run without its rules; it holds the least coverage too.
        ...["-c", "pyproject.toml", "--cov", `--junit-xml=${file}`],
        ...["tests", "../examples/tests"],
      ),
    ],
    report: { file: "pytest.xml", read: readJunit },
  },
  { name: "build", slow: true, work: (_, report) => build(report) },
  { name: "first load", slow: true, commands: () => [own("scripts/check-first-load.mjs")] },
  {
    name: "end to end",
    slow: true,
    needs: ["chromium", "python"],
    timeoutMs: 30 * MINUTE,
    env: ({ file }) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    commands: () => [node("@playwright/test/cli.js", "test", "--reporter=list,json")],
    report: { file: "playwright.json", read: (text) => readPlaywright(JSON.parse(text)) },
  },
];
