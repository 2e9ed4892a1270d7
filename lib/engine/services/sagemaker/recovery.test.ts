import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DeleteAlgorithmCommand, ListAlgorithmsCommand } from "@aws-sdk/client-sagemaker";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listProcesses } from "../../runners/process-table.ts";
import { machinePath } from "../../runners/testing/machine.ts";
import { type ProbeImage, probeImage } from "../../testing/probe-image.ts";
import { servingClient } from "../../testing/serving.ts";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { trainingClient } from "../../testing/training.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

let dataDirectory: string;
let image: ProbeImage;
let child: ChildProcess;
let restarted: TestEngine | undefined;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "trainyard-recovery-"));
  image = await probeImage("probe", {
    train: "echo $$; echo started; while :; do sleep 0.05; done",
    serve: '[ -z "$FAIL" ] || exit "$FAIL"; exec python3 server.py',
  });
});

afterEach(async () => {
  child.kill("SIGKILL");
  await restarted?.stop();
  restarted = undefined;
  await rm(dataDirectory, { recursive: true, force: true });
  await image.dispose();
});

/** The engine as a process of its own, which can be killed; settles when it listens. */
async function startChild(): Promise<TestEngine["client"]> {
  const flags = ["--port", "0", "--data-dir", dataDirectory, "--image", image.directory];
  child = spawn(process.execPath, [MAIN, ...flags], {
    env: { PATH: machinePath, NODE_ENV: "test", TRAINYARD_RUNNER: "process" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("the child has no output");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const text = await readFile(join(dataDirectory, "credentials.json"), "utf8");
  const credentials = JSON.parse(text) as TestEngine["credentials"];
  const endpoint = line.replace("Engine: ", "");
  return { endpoint, region: "us-east-1", credentials, forcePathStyle: true, maxAttempts: 1 };
}

const asEngine = (client: TestEngine["client"]) => ({ client }) as TestEngine;

async function restart(): Promise<TestEngine> {
  restarted = await startTestEngine({ dataDirectory, imageDirectories: [image.directory] });
  return restarted;
}

// A zombie is a process that is over and whose parent has not looked yet.
const isAlive = async (pid: number) =>
  (await listProcesses()).some((process) => process.pid === pid && !process.zombie);

test("after kill -9, jobs that ran are Failed, their logs are there and nothing runs on", async () => {
  const before = trainingClient(asEngine(await startChild()));
  await before.create("running", image.reference);
  const lines = await vi.waitUntil(
    async () => {
      const seen = await before.lines("running").catch((): (string | undefined)[] => []);
      return seen.includes("started") && seen;
    },
    { timeout: 20_000 },
  );
  const pid = Number(lines[0]);
  expect(await isAlive(pid)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");

  const after = trainingClient(await restart());
  const job = await after.describe("running");
  expect(job.TrainingJobStatus).toBe("Failed");
  expect(job.FailureReason).toMatch(/^InternalServerError: the engine stopped while the job ran/);
  expect(await after.lines("running")).toEqual(lines);
  expect(await isAlive(pid)).toBe(false);
}, 60_000);

test("after kill -9, endpoints serve again", async () => {
  const before = servingClient(asEngine(await startChild()));
  await before.createConfig("echo", image.reference);
  await before.create("echo", "echo");
  expect((await before.settled("echo")).EndpointStatus).toBe("InService");
  child.kill("SIGKILL");
  await once(child, "exit");

  const after = servingClient(await restart());
  expect((await after.settled("echo")).EndpointStatus).toBe("InService");
  expect((await after.invoke("echo", "still here")).text).toBe("still here");
}, 60_000);

test.each([
  ["finished", "next", "next", "undefined"],
  ["undone when it fails", "dies", "echo", "exit code 9"],
])(
  "after kill -9, an update that was under way is %s",
  async (_how, config, served, reason) => {
    const before = servingClient(asEngine(await startChild()));
    for (const name of ["echo", "next"]) await before.createConfig(name, image.reference);
    await before.createConfig("dies", image.reference, undefined, 1, { FAIL: "9" });
    await before.create("echo", "echo");
    await before.settled("echo");
    await before.update("echo", config);
    child.kill("SIGKILL");
    await once(child, "exit");

    const after = servingClient(await restart());
    const endpoint = await after.settled("echo");
    expect(endpoint).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: served });
    expect(String(endpoint.FailureReason)).toContain(reason);
    expect((await after.invoke("echo", "still here")).text).toBe("still here");
  },
  60_000,
);

test("an orderly stop ends a running job in time, as Failed with the reason", async () => {
  const before = trainingClient(asEngine(await startChild()));
  await before.create("running", image.reference);
  await before.until("running", ({ SecondaryStatus }) => SecondaryStatus === "Training");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);

  const job = await trainingClient(await restart()).describe("running");
  expect(job.TrainingJobStatus).toBe("Failed");
  expect(job.FailureReason).toContain("the engine stopped while the job ran");
}, 60_000);

test("a shipped algorithm that was deleted stays deleted", async () => {
  const { sagemaker } = trainingClient(asEngine(await startChild()));
  const names = async (client: typeof sagemaker) =>
    (await client.send(new ListAlgorithmsCommand({}))).AlgorithmSummaryList?.map(
      ({ AlgorithmName }) => AlgorithmName,
    );
  expect(await names(sagemaker)).toContain("probe-1");
  await sagemaker.send(new DeleteAlgorithmCommand({ AlgorithmName: "probe-1" }));
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(await names(trainingClient(await restart()).sagemaker)).not.toContain("probe-1");
}, 60_000);
