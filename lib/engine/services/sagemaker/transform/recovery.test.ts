import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type EngineProcess, startEngineProcess } from "../../../testing/engine-process.ts";
import { linesImage } from "../../../testing/lines-image.ts";
import type { ProbeImage } from "../../../testing/probe-image.ts";
import { transformClient } from "../../../testing/transforming.ts";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));

let dataDirectory: string;
let image: ProbeImage;
let engine: EngineProcess;

const start = async () => {
  const program = [MAIN, "--image", image.directory];
  const through = ["env", "TRAINYARD_RUNNER=process"];
  engine = await startEngineProcess(dataDirectory, [], program, through);
  return transformClient(engine);
};

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "trainyard-transform-"));
  image = await linesImage();
});

afterEach(async () => {
  await engine.end("SIGKILL");
  await rm(dataDirectory, { recursive: true, force: true });
  await image.dispose();
});

const FILES = ["a", "b", "c", "d", "e", "f"];

test.each(["SIGKILL", "SIGTERM"] as const)(
  "after %s, a job goes on with the inputs that are left",
  async (signal) => {
    const before = await start();
    await before.createModel("lines", image.reference);
    for (const name of FILES) await before.put(`on/in/${name}`, `slow,0.3,${name}\n`);
    // It does not read what it writes itself.
    await before.create("on", {
      output: { S3OutputPath: "s3://sagemaker-us-east-1-000000000000/on/in" },
    });
    const outputs = async (client: typeof before) =>
      (await client.keys("on/in/")).filter((key) => key.endsWith(".out"));
    const done = await vi.waitUntil(
      async () => {
        const keys = await outputs(before);
        return keys.length >= 2 && keys;
      },
      { timeout: 20_000, interval: 10 },
    );
    await engine.end(signal);

    const after = await start();
    const job = await after.finished("on");
    expect(job.FailureReason).toBeUndefined();
    expect(job.TransformJobStatus).toBe("Completed");
    expect(await outputs(after)).toEqual(FILES.map((name) => `${name}.out`));
    const asked = (await after.lines("on")).filter((line) => line.startsWith("invoked"));
    for (const key of done.slice(0, -1)) {
      const about = asked.filter((line) => line.includes(`/on/in/${key.slice(0, -4)}"`));
      expect(about).toHaveLength(1);
    }
  },
  60_000,
);
