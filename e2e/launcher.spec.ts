import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "@playwright/test";
import { SAMPLE, startForest } from "./fixtures/deployed";
import { newDataDir, REGION, readCredentials } from "./fixtures/engine";
import { type RunningProcess, runInTerminal, runNode } from "./fixtures/processes";

/** The first start may have to build; `npm test` has built before. */
const FIRST_START_WITHIN_MS = 300_000;
const STOP_WITHIN_MS = 10_000;
const BANNER = /Trainyard is ready: (http:\S+)\r?\nEngine: (http:\S+)\r?\n/;
const CTRL_C = "\x03";
const CTRL_D = "\x04";

test.setTimeout(FIRST_START_WITHIN_MS + 60_000);

let dataDir: string;
let taken: Server;
let takenPort: string;
let running: RunningProcess | undefined;

test.beforeEach(async () => {
  dataDir = await newDataDir();
  taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  takenPort = String(typeof address === "object" ? address?.port : address);
});

test.afterEach(async () => {
  await running?.stop();
  taken.close();
  await rm(dataDir, { recursive: true, force: true });
});

function start(...flags: string[]): RunningProcess {
  running = runNode(["scripts/start.mjs", "--no-open", "--data-dir", dataDir, ...flags]);
  return running;
}

async function addresses(launcher: RunningProcess, withinMs: number) {
  const [, dashboardUrl = "", engineUrl = ""] = await launcher.printed(BANNER, withinMs);
  return { dashboardUrl, engineUrl };
}

async function storage(endpoint: string): Promise<S3Client> {
  const credentials = await readCredentials(dataDir);
  return new S3Client({ endpoint, region: REGION, credentials, forcePathStyle: true });
}

/** Processes started by a process, from Linux's own table. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** The engine among a launcher's children, which start in any order. */
async function engineOf(pid: number): Promise<number> {
  for (const child of await childrenOf(pid)) {
    const command = await readFile(`/proc/${child}/cmdline`, "utf8");
    if (/engine[/]main[.]/.test(command)) return child;
  }
  throw new Error(`Process ${pid} has no engine among its children.`);
}

test("a taken port becomes the next free one, Ctrl-C ends everything with a stream open, and the second start prepares nothing and has everything", async () => {
  const first = start("--port", takenPort, "--engine-port", "0");
  const { dashboardUrl, engineUrl } = await addresses(first, FIRST_START_WITHIN_MS);
  expect(first.output()).toContain(`Port ${takenPort} for the dashboard is taken: using `);
  expect(new URL(dashboardUrl).port).not.toBe(takenPort);
  expect((await fetch(`${dashboardUrl}/healthz`)).status).toBe(200);
  await (await storage(engineUrl)).send(new CreateBucketCommand({ Bucket: "kept-across-starts" }));

  const stream = await fetch(`${dashboardUrl}/api/v1/local/events?stream=${randomUUID()}`);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const since = performance.now();
  first.child.kill("SIGINT");
  await once(first.child, "close");
  expect(performance.now() - since).toBeLessThan(STOP_WITHIN_MS);
  expect(first.child.exitCode).toBe(0);
  await stream.body?.cancel().catch(() => {});

  const again = start("--port", "0", "--engine-port", "0");
  const second = await addresses(again, FIRST_START_WITHIN_MS);
  // How quick that is stands in docs/figures.md; here it must have had nothing left to prepare.
  expect(again.output()).not.toMatch(/npm ci|environments|build/i);
  const { Buckets = [] } = await (await storage(second.engineUrl)).send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toContain("kept-across-starts");
});

test("a process that dies is named with its last lines, and the other one is stopped", async () => {
  test.skip(process.platform !== "linux", "reads the process table of Linux");
  const launcher = start("--port", "0", "--engine-port", "0");
  const { dashboardUrl } = await addresses(launcher, FIRST_START_WITHIN_MS);
  const engine = await engineOf(launcher.child.pid ?? 0);
  const closed = once(launcher.child, "close");
  process.kill(engine, "SIGKILL");
  await closed;
  expect(launcher.child.exitCode).toBe(1);
  expect(launcher.output()).toContain("The engine was ended by SIGKILL. Its last lines are above.");
  await expect(fetch(`${dashboardUrl}/healthz`)).rejects.toThrow();
});

test("a flag it does not know stops it before anything starts", async () => {
  const launcher = start("--prot", "3000");
  await once(launcher.child, "close");
  expect(launcher.child.exitCode).toBe(1);
  expect(launcher.output()).toContain("Unknown argument --prot.");
});

test("in a terminal, Ctrl-C asks before a training job is lost, as often as it takes", async () => {
  test.skip(process.platform !== "linux", "makes its terminal with util-linux");
  const flags = ["--no-open", "--data-dir", dataDir, "--port", "0", "--engine-port", "0"];
  const terminal = runInTerminal([process.execPath, "scripts/start.mjs", ...flags]);
  running = terminal;
  const { engineUrl } = await addresses(terminal, FIRST_START_WITHIN_MS);
  const access = { engineUrl, region: REGION, credentials: await readCredentials(dataDir) };
  await startForest(access, "hours-of-work", await longTable(), { n_estimators: "5000" });

  const ask = async (times: number) => {
    terminal.type(CTRL_C);
    await terminal.printed(
      new RegExp(`(1 training job is running and will be lost: hours-of-work[^]*){${times}}\\? `),
    );
  };
  const goesOn = (times: number) => terminal.printed(new RegExp(`(Going on[^]*){${times}}`));
  await ask(1);
  terminal.type("no\n");
  await goesOn(1);
  await ask(2);
  terminal.type(CTRL_D);
  await goesOn(2);
  expect((await fetch(`${engineUrl}/_trainyard/health`)).status).toBe(200);

  await ask(3);
  terminal.type("y\n");
  await terminal.printed(/Stopped\./, STOP_WITHIN_MS);
  await once(terminal.child, "close");
  await expect(fetch(engineUrl)).rejects.toThrow();
});

/** The sample, twenty times: a job on it takes longer than the test. */
async function longTable(): Promise<Buffer> {
  const sample = await readFile(SAMPLE);
  const rows = sample.subarray(sample.indexOf("\n") + 1);
  return Buffer.concat([sample, ...Array.from({ length: 19 }, () => rows)]);
}

test("stopped before it is ready, it leaves nothing behind", async () => {
  test.skip(process.platform !== "linux", "reads the process table of Linux");
  const launcher = start("--port", "0", "--engine-port", "0");
  const pid = launcher.child.pid ?? 0;
  // Both are there and neither answers yet: the banner would come after this.
  await expect.poll(() => childrenOf(pid), { intervals: [20] }).toHaveLength(2);
  const children = await childrenOf(pid);
  launcher.child.kill("SIGINT");
  await once(launcher.child, "close");
  expect(launcher.output()).not.toContain("Trainyard is ready");
  expect(launcher.output()).toContain("Stopped by Ctrl-C.");
  for (const child of children) expect(() => process.kill(child, 0)).toThrow("ESRCH");
});
