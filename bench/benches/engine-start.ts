import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { runNode } from "../../e2e/fixtures/processes.ts";
import { bundledEngine } from "../engine.ts";
import { alternate, atMost, type Bench, type Measurement, untilItSucceeds } from "../harness.ts";
import { residentMebibytes } from "../memory.ts";
import { preparePeers } from "../peers.ts";
import { freePort } from "../probe-image.ts";

const KEYS = { accessKeyId: "AKIDBENCHMARKENGINE", secretAccessKey: "a-secret-of-the-benchmark" };
const START = "start, ms";
const MEMORY = "idle memory, MiB";
const OURS = "Trainyard";
/** What is freed or allocated just after the start is not idle memory. */
const IDLE_AFTER_MS = 1000;

type Start = (port: number, dataDir: string) => ChildProcess;

const bundled =
  (program: string): Start =>
  (port, dataDir) =>
    runNode([program, "--port", String(port), "--data-dir", dataDir], {
      TRAINYARD_ACCESS_KEY_ID: KEYS.accessKeyId,
      TRAINYARD_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    }).child;

async function measure(start: Start): Promise<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), "trainyard-bench-"));
  const port = await freePort();
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: KEYS,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  const began = performance.now();
  const child = start(port, dataDir);
  const exited = once(child, "exit");
  try {
    await untilItSucceeds(() => s3.send(new ListBucketsCommand({})));
    const took = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
    return { [START]: took, [MEMORY]: await residentMebibytes(child.pid) };
  } finally {
    child.kill("SIGTERM");
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  }
}

export const engineStart: Bench = {
  name: "engine-start",
  title: "Engine start",
  about:
    "From starting the engine's process on an empty data directory to its first answer to an S3 client, and the resident memory a second later. The peers are started by their own commands.",
  runs: 7,
  run: async (runs) => {
    const commands = await preparePeers();
    const startOurs = bundled(await bundledEngine());
    const samples = await alternate(
      [
        { name: OURS, measure: () => measure(startOurs) },
        {
          name: "moto_server",
          measure: () =>
            measure((port) =>
              spawn(join(commands, "moto_server"), ["-p", String(port)], { stdio: "ignore" }),
            ),
        },
        {
          name: "ministack",
          measure: () =>
            measure((port, dataDir) => {
              const env = { ...process.env, GATEWAY_PORT: String(port), S3_DATA_DIR: dataDir };
              return spawn(join(commands, "ministack"), [], { env, stdio: "ignore" });
            }),
        },
      ],
      runs,
    );
    const ours = samples.median(OURS, START);
    const share = (peer: string) => ours / samples.median(peer, START);
    return {
      samples,
      claims: [
        atMost("start", share("moto_server"), 0.5, "of moto_server's"),
        atMost("start", share("ministack"), 1, "of ministack's"),
        atMost("idle memory", samples.median(OURS, MEMORY), 100, "MiB"),
      ],
    };
  },
};
