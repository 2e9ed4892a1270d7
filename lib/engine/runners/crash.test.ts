import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test, vi } from "vitest";
import { createEnvironments } from "./environments.ts";
import { createProcessRunner } from "./process.ts";
import { listProcesses } from "./process-table.ts";
import { noteLeader, openRecord, reapRecords } from "./records.ts";
import { machinePath, sandboxMissing } from "./testing/machine.ts";
import type { RunnerName } from "./testing/run-place.ts";
import { temporaryFolder } from "./testing/source-image.ts";

const HELPER = join(import.meta.dirname, "testing", "child-engine.ts");

/** Starts a process that stands for the engine, and reads its first line. */
async function childEngine(args: readonly string[], user: object = {}) {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, [HELPER, ...args], { stdio: [...stdio], ...user });
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess["stdout"]> });
  const [line] = (await once(lines, "line")) as [string];
  return { child, answer: JSON.parse(line) as Record<string, never> };
}

/** The living processes whose command line holds `marker`. */
async function survivors(marker: string): Promise<number[]> {
  const alive = (await listProcesses()).filter(({ zombie, pid }) => !zombie && pid !== process.pid);
  const lines = await Promise.all(
    alive.map(({ pid }) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return alive.filter((_, index) => lines[index]?.includes(marker)).map(({ pid }) => pid);
}

async function crash(name: RunnerName) {
  const marker = `marker-${Math.random().toString(36).slice(2)}`;
  const stay = `sh -c 'trap "" TERM HUP; while :; do sleep 0.1; done' ${marker}`;
  const script = `${stay} & setsid ${stay} & ${stay}`;
  const { child, answer } = await childEngine([name, JSON.stringify({ train: script })]);
  await vi.waitFor(async () => expect((await survivors(marker)).length).toBeGreaterThan(2), 10_000);
  child.kill("SIGKILL");
  await once(child, "exit");
  return { marker, base: answer["base"] as unknown as string };
}

// Command lines are read from /proc.
describe.skipIf(process.platform !== "linux")(
  "after kill -9 of the engine",
  { timeout: 30_000 },
  () => {
    test.skipIf(sandboxMissing !== undefined)("a sandbox ends at once", async () => {
      const { marker, base } = await crash("sandbox");
      await vi.waitFor(async () => expect(await survivors(marker)).toEqual([]), 10_000);
      expect(await readdir(join(base, "runs"))).toHaveLength(1);
      await reapRecords(join(base, "runs"));
      expect(await readdir(join(base, "runs"))).toEqual([]);
      await rm(base, { recursive: true });
    });

    test("plain processes end when the next engine reaps, and strangers live on", async () => {
      const { marker, base } = await crash("process");
      const other = await crash("process");
      expect((await survivors(marker)).length).toBeGreaterThan(2);
      const host = { PATH: machinePath };
      const environments = createEnvironments({ directory: join(base, "environments"), host });
      const runner = (at: string) =>
        createProcessRunner({ stateDirectory: join(at, "runs"), environments, host });
      await runner(base).reap();
      expect(await survivors(marker)).toEqual([]);
      expect(await readdir(join(base, "runs"))).toEqual([]);
      expect((await survivors(other.marker)).length).toBeGreaterThan(2);
      await runner(other.base).reap();
      expect(await survivors(other.marker)).toEqual([]);
      for (const folder of [base, other.base]) await rm(folder, { recursive: true });
    });
  },
);

test("where environments cannot be read, the noted leader's group is killed", async () => {
  await using base = await temporaryFolder();
  const child = spawn("/bin/sh", ["-c", "sleep 60 & wait"], { detached: true, stdio: "ignore" });
  await once(child, "spawn");
  const record = await openRecord(base.path);
  await noteLeader(record, child.pid as number);
  await Promise.all([once(child, "exit"), reapRecords(base.path)]);
  expect(child.signalCode).toBe("SIGKILL");
});

const mayBecomeNobody = sandboxMissing === undefined && process.getuid?.() === 0;

test.skipIf(!mayBecomeNobody)(
  "an unprivileged user gets the same sandbox",
  async () => {
    const scripts = { train: "id -u; exec sleep 60", serve: "exec sleep 60" };
    const nobody = { uid: 65534, gid: 65534, cwd: "/" };
    const args = ["sandbox", JSON.stringify(scripts), "--report"];
    const { answer } = await childEngine(args, nobody);
    const stopped = { code: null, signal: "SIGTERM" };
    const measured = { measured: true, exit: stopped };
    const connection = "connect ECONNREFUSED 127.0.0.1:8080";
    expect(answer).toEqual({
      train: { ...measured, connection, output: "0\n" },
      serve: { ...measured, connection, output: "" },
    });
  },
  30_000,
);
