import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runToEnd } from "../launcher/processes.mjs";
import { LauncherError, ROOT } from "../launcher/project.mjs";
import { step } from "../launcher/steps.mjs";

const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/** Runs a suite's commands. @returns {Promise<string | undefined>} why it failed, with all it printed */
async function runCommands(suite, places, env, report) {
  const lines = [];
  const onLine = (line) => {
    lines.push(line);
    report(line);
  };
  try {
    if (suite.work) await suite.work(places, report);
    for (const [command, args] of suite.commands?.(places) ?? []) {
      await runToEnd(command, args, {
        cwd: join(ROOT, suite.cwd ?? "."),
        env: { ...env, ...suite.env?.(places) },
        timeoutMs: suite.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        onLine,
      });
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof LauncherError)) throw error;
    return [...(lines.length > 0 ? lines : [error.tail ?? ""]), error.message].join("\n");
  }
}

/** Reads the tool's own report; a tool that wrote none failed before it ran a single test. */
function readReport(suite, file, failure) {
  if (!suite.report) {
    return { passed: failure ? 0 : 1, failed: failure ? [suite.name] : [], skipped: [] };
  }
  let outcome;
  try {
    outcome = suite.report.read(readFileSync(file, "utf8"));
  } catch (error) {
    outcome = {
      passed: 0,
      failed: [`${suite.name}: no readable report (${error.message})`],
      skipped: [],
    };
  }
  if (failure && outcome.failed.length === 0)
    outcome.failed.push(`${suite.name}: the suite itself`);
  return outcome;
}

async function runSuite(suite, folder, env) {
  const file = join(folder, suite.report?.file ?? "none");
  const run = async (report) => {
    const places = { file, dataDir: join(folder, "data") };
    const failure = await runCommands(suite, places, env, report);
    return { suite: suite.name, failure, ...readReport(suite, file, failure) };
  };
  return step(suite.name, run, tally);
}

function tally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
}

function printFailures(results) {
  for (const { suite, failure, failed } of results) {
    if (failed.length === 0) continue;
    process.stdout.write(`\n======== ${suite} ========\n${failure ?? ""}\n`);
    for (const name of failed) process.stdout.write(`FAILED ${suite}: ${name}\n`);
  }
}

/**
 * Runs suites one after the other, goes on after a failure, and prints at the end what failed in full,
 * what was skipped and why, and the one line that counts.
 * @param {object[]} suites of the table in suites.mjs
 * @param {Map<string, { problem: string, fails: boolean }>} missing what is not there and why: suites that
 *   need it are skipped, and where that is not allowed its absence is a failure of its own
 * @param {NodeJS.ProcessEnv} env for the tools
 * @returns {Promise<boolean>} whether nothing failed
 */
export async function runSuites(suites, { missing, env }) {
  const folder = mkdtempSync(join(tmpdir(), "trainyard-reports-"));
  const results = [...missing]
    .filter(([, { fails }]) => fails)
    .map(([name, { problem }]) => ({
      suite: "requirements",
      passed: 0,
      failed: [`${name}: ${problem}`],
      skipped: [],
    }));
  for (const suite of suites) {
    const lacks = suite.needs?.find((need) => missing.has(need));
    if (lacks) {
      const skipped = [{ name: suite.name, reason: missing.get(lacks).problem }];
      results.push({ suite: suite.name, passed: 0, failed: [], skipped });
    } else results.push(await runSuite(suite, folder, env));
  }
  rmSync(folder, { recursive: true, force: true });

  printFailures(results);
  process.stdout.write("\n");
  const total = { passed: 0, failed: [], skipped: [] };
  for (const { passed, failed, skipped } of results) {
    total.passed += passed;
    total.failed.push(...failed);
    total.skipped.push(...skipped);
  }
  for (const { name, reason } of total.skipped)
    process.stdout.write(`SKIPPED ${name}: ${reason}\n`);
  process.stdout.write(`${tally(total)}\n`);
  return total.failed.length === 0;
}
