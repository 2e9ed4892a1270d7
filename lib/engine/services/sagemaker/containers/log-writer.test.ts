import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, test } from "vitest";
import { logCutMigration } from "../../../state/log-bounds.ts";
import { createLogStore, type LogStore, logMigration } from "../../../state/log-store.ts";
import { createLogWriter } from "./log-writer.ts";

let db: DatabaseSync;
let logs: LogStore;
let failure: Error | undefined;
let due: () => void;
let said: string[];

beforeEach(() => {
  db = new DatabaseSync(":memory:");
  for (const { sql } of [logMigration, logCutMigration]) db.exec(sql);
  logs = createLogStore(db, () => 0);
  failure = undefined;
  said = [];
});

const writer = () =>
  createLogWriter(
    {
      logs: {
        ...logs,
        append(...events) {
          if (failure) throw failure;
          return logs.append(...events);
        },
      },
      clock: { now: () => new Date(1_000), monotonic: () => 0 },
      timers: {
        after(_milliseconds, work) {
          due = work;
          return () => undefined;
        },
        every: () => () => undefined,
      },
      log: (line) => said.push(line),
    },
    "group",
    "stream",
  );

const lines = () =>
  db
    .prepare("SELECT message FROM log_events ORDER BY timestamp, seq")
    .all()
    .map((row) => row["message"]);
const full = () => Object.assign(new Error("database or disk is full"), { errcode: 13 });

test("lines wait on a full disk, and are all there once there is room", () => {
  const { write, end } = writer();
  failure = full();
  write("one");
  due();
  write("two");
  end();
  expect(lines()).toEqual([]);
  failure = undefined;
  due();
  expect(lines()).toEqual(["one", "two"]);
  expect(said).toEqual([]);
});

test("memory stays bounded meanwhile, and the log says where lines are missing", () => {
  const { write, end } = writer();
  failure = full();
  for (let line = 0; line < 5_001; line += 1) write(`line ${line}`);
  failure = undefined;
  end();
  expect(lines()).toEqual([
    "[Trainyard] Lines are missing here that could not be written: 5000.",
    "line 5000",
  ]);
  expect(said).toHaveLength(1);
});

test("a log that cannot be written for another reason does not hold its lines", () => {
  const { write, end } = writer();
  failure = new Error("database disk image is malformed");
  write("one");
  due();
  failure = undefined;
  write("two");
  end();
  expect(lines()).toEqual([
    "[Trainyard] Lines are missing here that could not be written: 1.",
    "two",
  ]);
});
