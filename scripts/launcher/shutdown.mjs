import { createInterface } from "node:readline/promises";
import { readCredentials } from "./credentials.mjs";

/** Ctrl-C reaches a script twice when npm or a parent passes it on as well; nobody types that fast. */
const SAME_CTRL_C_MS = 400;
const ASK_WITHIN_MS = 2000;

/** Names of the training jobs that would be lost by stopping now; none where the engine does not say. */
async function runningTrainingJobs(engineUrl, settings) {
  const { ListTrainingJobsCommand, SageMakerClient } = await import("@aws-sdk/client-sagemaker");
  const client = new SageMakerClient({
    endpoint: engineUrl,
    region: settings.region,
    credentials: readCredentials(settings.dataDir, process.env),
    maxAttempts: 1,
  });
  const listed = await client.send(new ListTrainingJobsCommand({ StatusEquals: "InProgress" }), {
    abortSignal: AbortSignal.timeout(ASK_WITHIN_MS),
  });
  return (listed.TrainingJobSummaries ?? []).map((job) => job.TrainingJobName);
}

async function confirm(jobs) {
  const what = jobs.length === 1 ? "1 training job is" : `${jobs.length} training jobs are`;
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const answer = await lines.question(
    `\n${what} running and will be lost: ${jobs.join(", ")}.\nStop anyway? [y/N] (Ctrl-C again stops at once) `,
  );
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Whether Ctrl-C may stop everything: asked only in a terminal and only when something is lost. */
async function mayStop(stack, settings) {
  if (!process.stdin.isTTY) return true;
  try {
    const jobs = await runningTrainingJobs(stack.engineUrl, settings);
    return jobs.length === 0 || (await confirm(jobs));
  } catch {
    // An engine that does not answer has nothing to protect, and Ctrl-C must always work.
    return true;
  }
}

/**
 * Resolves when the person, the system or a vanished parent wants everything stopped.
 * @returns {Promise<string>} why
 */
function stopWanted(stack, settings) {
  return new Promise((resolve) => {
    let askedAt;
    process.on("SIGINT", async () => {
      const now = performance.now();
      if (askedAt !== undefined) {
        if (now - askedAt > SAME_CTRL_C_MS) resolve("Ctrl-C");
        return;
      }
      askedAt = now;
      if (await mayStop(stack, settings)) resolve("Ctrl-C");
      else askedAt = undefined;
    });
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => resolve(signal));
    process.on("disconnect", () => resolve("the launcher is gone"));
  });
}

/**
 * Stays until it is told to stop or a child dies, then stops all.
 * @throws {LauncherError} the death of a child
 */
export async function keepRunning(stack, settings) {
  const death = await Promise.race([stack.anyDeath, stopWanted(stack, settings).then(() => {})]);
  process.stdout.write(death ? "\n" : "\nStopping ...\n");
  // From here a further Ctrl-C does not wait for anybody.
  const since = performance.now();
  process.on("SIGINT", () => {
    if (performance.now() - since > SAME_CTRL_C_MS) stack.kill();
  });
  await stack.stop();
  // The open channel to a parent and the signal handlers would keep this process alive.
  if (process.connected) process.disconnect();
  if (death) throw death;
  process.stdout.write("Stopped.\n");
}
