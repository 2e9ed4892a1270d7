import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openDatabase } from "../../../state/database.ts";
import { createResourceStore, resourceMigration } from "../../../state/resource-store.ts";
import { trainingRequest } from "../../../testing/training.ts";
import type { TrainingJob } from "../records.ts";
import { createMachineRoom } from "../scheduling/machine-room.ts";
import { createTrainingExecutor } from "./executor.ts";
import type { TrainingDeps } from "./training-run.ts";

test("a job whose end cannot be written down is Failed once there is room", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trainyard-full-"));
  const db = openDatabase(join(folder, "engine.db"), [resourceMigration]);
  const stored = createResourceStore<TrainingJob>(db, "training-job");
  let isFull = true;
  let retry = () => {};
  const log = vi.fn();
  const executor = createTrainingExecutor(
    {
      jobs: {
        ...stored,
        update(name, change) {
          if (isFull) throw new Error("database or disk is full");
          return stored.update(name, change);
        },
      },
      clock: { now: () => new Date(), monotonic: () => performance.now() },
      timers: {
        after: () => () => undefined,
        every(_milliseconds, work) {
          retry = work;
          return () => undefined;
        },
      },
      log,
      newId: () => "1",
      workDirectory: folder,
    } as Partial<TrainingDeps> as TrainingDeps,
    createMachineRoom(),
  );
  const at = new Date();
  stored.insert({
    name: "one",
    arn: "arn:one",
    request: trainingRequest("one", "image"),
    image: "image",
    metricDefinitions: [],
    status: "InProgress",
    secondaryStatus: "Starting",
    transitions: [],
    finalMetrics: [],
    createdAt: at,
    modifiedAt: at,
  });
  try {
    executor.submit("one");
    await vi.waitUntil(() => log.mock.calls.length > 0);
    expect(stored.get("one")?.status).toBe("InProgress");
    isFull = false;
    retry();
    expect(stored.get("one")).toMatchObject({
      status: "Failed",
      failureReason: "InternalServerError: database or disk is full",
    });
  } finally {
    await executor.shutdown();
    db.close();
    await rm(folder, { recursive: true, force: true });
  }
});
