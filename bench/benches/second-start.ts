import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runNode } from "../../e2e/fixtures/processes.ts";
import { alternate, atMost, type Bench, type Measurement, untilItSucceeds } from "../harness.ts";
import { freePort } from "../probe-image.ts";

const START = "start to first page, ms";
const OURS = "npm start";

type Start = (port: number) => ChildProcess;

/** From starting the process to the first page that it answers with success. */
async function measure(start: Start): Promise<Measurement> {
  const port = await freePort();
  const began = performance.now();
  const child = start(port);
  const exited = once(child, "exit");
  try {
    await untilItSucceeds(async () => {
      const { ok } = await fetch(`http://127.0.0.1:${port}/local/datasets`);
      if (!ok) throw new Error("not yet");
    });
    return { [START]: performance.now() - began };
  } finally {
    child.kill("SIGTERM");
    await exited;
  }
}

const launcher =
  (dataDir: string): Start =>
  (port) =>
    runNode([
      "scripts/start.mjs",
      "--no-open",
      ...["--data-dir", dataDir, "--port", String(port), "--engine-port", "0"],
    ]).child;

const nextStart: Start = (port) =>
  spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "-p", String(port)],
    { stdio: "ignore", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } },
  );

export const secondStart: Bench = {
  name: "second-start",
  title: "Second start",
  about:
    "From npm start with everything prepared, engine and checks included, to the first page. Beside it Next's own server with the same build.",
  runs: 5,
  run: async (runs) => {
    const dataDir = await mkdtemp(join(tmpdir(), "trainyard-bench-"));
    try {
      // The first start prepares what later ones find.
      await measure(launcher(dataDir));
      const samples = await alternate(
        [
          { name: OURS, measure: () => measure(launcher(dataDir)) },
          { name: "next start", measure: () => measure(nextStart) },
        ],
        runs,
      );
      return { samples, claims: [atMost("start", samples.median(OURS, START), 5000, "ms")] };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
