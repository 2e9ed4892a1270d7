import { openSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { isatty, ReadStream } from "node:tty";
import { readCredentials } from "./credentials.mjs";
import { LauncherError } from "./project.mjs";

/** One Ctrl-C arrives more than once when npm or a parent passes it on as well; nobody means two that fast. */
const SAME_CTRL_C_MS = 1000;
const ASK_WITHIN_MS = 2000;
const NAMES_SHOWN = 5;

/** Names of the training jobs that would be lost by stopping now, 100 at most. */
async function runningTrainingJobs(engineUrl, settings) {
  const { ListTrainingJobsCommand, SageMakerClient } = await import("@aws-sdk/client-sagemaker");
  const client = new SageMakerClient({
    endpoint: engineUrl,
    region: settings.region,
    credentials: readCredentials(settings.dataDir, process.env),
    maxAttempts: 1,
  });
  const running = new ListTrainingJobsCommand({ StatusEquals: "InProgress", MaxResults: 100 });
  const listed = await client.send(running, { abortSignal: AbortSignal.timeout(ASK_WITHIN_MS) });
  return (listed.TrainingJobSummaries ?? []).map((job) => job.TrainingJobName);
}

/** @param {string[]} jobs names @returns {string} the question, with the first of the names */
export function stopQuestion(jobs) {
  const what = jobs.length === 1 ? "1 training job is" : `${jobs.length} training jobs are`;
  const more = jobs.length > NAMES_SHOWN ? " and more" : "";
  const names = `${jobs.slice(0, NAMES_SHOWN).join(", ")}${more}`;
  return `${what} running and will be lost: ${names}.\nStop anyway? [y/N] (Ctrl-C again stops at once) `;
}

/** The terminal anew for each question: Node's own stdin is over for good after one Ctrl-D. */
const openTerminal = () =>
  process.platform === "win32" ? process.stdin : new ReadStream(openSync("/dev/tty", "r"));

async function confirm(jobs, stopped) {
  const input = openTerminal();
  const lines = createInterface({ input, output: process.stdout, terminal: false });
  // The end of the input (Ctrl-D) is no answer, and no answer is "no".
  const ended = new Promise((resolve) => lines.once("close", () => resolve("")));
  stopped.addEventListener("abort", () => lines.close(), { once: true });
  const answer = await Promise.race([lines.question(`\n${stopQuestion(jobs)}`), ended]);
  lines.close();
  input.destroy();
  const yes = /^y(es)?$/i.test(answer.trim());
  if (!(yes || stopped.aborted)) process.stdout.write("Going on.\n");
  return yes;
}

/** Whether Ctrl-C may stop everything: asked only in a terminal and only when something is lost. */
async function mayStop(stack, settings, stopped) {
  if (!isatty(0)) return true;
  try {
    const jobs = await runningTrainingJobs(stack.engineUrl, settings);
    return jobs.length === 0 || (await confirm(jobs, stopped));
  } catch {
    // An engine that does not answer has nothing to protect, and Ctrl-C must always work.
    return true;
  }
}

/**
 * Takes over what ends a process, before there is anything to end: Ctrl-C, SIGTERM (which a vanished
 * parent sends too) and SIGHUP. Whatever comes first aborts `signal`; `ask` can put a question before
 * Ctrl-C, which a second Ctrl-C answers with yes.
 * @returns {{ signal: AbortSignal, ask(question: () => Promise<boolean>): void }}
 */
export function watchForStop() {
  const stop = new AbortController();
  const stopFor = (why) => stop.abort(new LauncherError(`Stopped by ${why}.`));
  let question = async () => true;
  let askedAt;
  process.on("SIGINT", async () => {
    const now = performance.now();
    if (askedAt !== undefined && now - askedAt < SAME_CTRL_C_MS) return;
    const isSecond = askedAt !== undefined;
    askedAt = now;
    if (isSecond || (await question())) stopFor("Ctrl-C");
    else askedAt = undefined;
  });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => stopFor(signal));
  return {
    signal: stop.signal,
    ask: (asked) => {
      question = asked;
    },
  };
}

const aborted = (signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/**
 * Stays until it is told to stop or a child dies, then stops all.
 * @throws {LauncherError} the death of a child
 */
export async function keepRunning(stack, settings, stop) {
  stop.ask(() => mayStop(stack, settings, stop.signal));
  const death = await Promise.race([stack.anyDeath, aborted(stop.signal)]);
  process.stdout.write(death ? "\n" : "\nStopping ...\n");
  // From here a further Ctrl-C does not wait for anybody.
  const since = performance.now();
  process.on("SIGINT", () => {
    if (performance.now() - since > SAME_CTRL_C_MS) stack.kill();
  });
  await stack.stop();
  if (death) throw death;
  process.stdout.write("Stopped.\n");
}
