import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { logCutMigration } from "./log-bounds.ts";
import { createLogStore, type LogStore, logMigration } from "./log-store.ts";

const KIB = 1024;
const LIMITS = { stream: 64 * KIB, all: 160 * KIB };
const LINE_BYTES = 100;

let directory: string;
let db: DatabaseSync;
let logs: LogStore;
let now = 0;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "trainyard-logs-"));
  db = openDatabase(join(directory, "engine.db"), [logMigration, logCutMigration]);
  logs = createLogStore(db, () => now, LIMITS);
  logs.createGroup("g");
});
afterEach(async () => {
  db.close();
  await rm(directory, { recursive: true, force: true });
});

/** Lines of 100 bytes as CloudWatch counts them, numbered from `first` on, ten at a time. */
function append(stream: string, first: number, count: number): void {
  logs.createStream("g", stream);
  for (let from = first; from < first + count; from += 10) {
    now += 1;
    const numbers = Array.from({ length: 10 }, (_, index) => from + index);
    const events = numbers.map((number) => ({
      timestamp: now,
      message: String(number).padStart(LINE_BYTES - 26, "0"),
    }));
    logs.append("g", stream, events);
  }
}

const read = (stream: string) =>
  logs.events("g", stream, { limit: 10_000, direction: "forward" }).map(({ message }) => message);
const storedBytes = () => logs.groups({ prefix: "g", limit: 1, after: "" })[0]?.storedBytes ?? 0;

test("a log that grows too long loses its beginning and says how much of it", () => {
  append("a", 0, 2000);
  const [marker = "", ...lines] = read("a");
  expect(storedBytes()).toBeLessThanOrEqual(LIMITS.stream);
  expect(storedBytes()).toBeGreaterThan(LIMITS.stream * 0.95);
  expect(Number(lines.at(-1))).toBe(1999);
  expect(lines.map(Number)).toEqual(lines.map((_, index) => 2000 - lines.length + index));
  expect(marker).toContain(`${2000 - lines.length} lines up to here are gone`);
});

test("what the store counts is what it has", () => {
  append("a", 0, 2000);
  append("b", 0, 50);
  const actual = [...read("a"), ...read("b")].reduce(
    (sum, message) => sum + Buffer.byteLength(message) + 26,
    0,
  );
  expect(storedBytes()).toBe(actual);
});

test("when all logs are too much, the one that was written longest ago is cut", () => {
  for (const stream of ["oldest", "older", "newest"]) append(stream, 0, 600);
  expect(storedBytes()).toBeLessThanOrEqual(LIMITS.all);
  expect(read("oldest")[0]).toContain("The beginning of this log was cut");
  expect(read("older")).toHaveLength(600);
  expect(read("newest")).toHaveLength(600);
  for (const stream of ["x", "y", "z"]) append(stream, 0, 600);
  expect(storedBytes()).toBeLessThanOrEqual(LIMITS.all);
  const left = read("oldest");
  expect(left.length).toBeLessThan(10);
  expect(left[0]).toContain(`${600 - left.length + 1} lines up to here are gone`);
  expect(read("z")).toHaveLength(600);
});

test("a deleted group makes room at once", () => {
  append("a", 0, 600);
  logs.deleteGroup("g");
  logs.createGroup("g");
  append("b", 0, 600);
  append("c", 0, 600);
  expect(read("b")).toHaveLength(600);
});
