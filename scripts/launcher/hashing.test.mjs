import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles, readStamp, writeStamp } from "./hashing.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trainyard-hash-"));
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "app", "page.tsx"), "one");
});
afterEach(() => rmSync(root, { recursive: true }));

test("content, names and new files change the hash; nothing else does", () => {
  const hash = () => hashFiles(root, ["app", "missing"]);
  const first = hash();
  expect(hash()).toBe(first);
  writeFileSync(join(root, "app", "page.tsx"), "two");
  const second = hash();
  renameSync(join(root, "app", "page.tsx"), join(root, "app", "home.tsx"));
  const third = hash();
  writeFileSync(join(root, "app", "empty.tsx"), "");
  expect(new Set([first, second, third, hash()]).size).toBe(4);
});

test("files that do not count are left out", () => {
  const hash = () => hashFiles(root, ["app"], (name) => !name.endsWith(".test.ts"));
  const first = hash();
  writeFileSync(join(root, "app", "page.test.ts"), "new");
  expect(hash()).toBe(first);
});

test("a moved checkout keeps its hash", () => {
  const first = hashFiles(root, ["app"]);
  const moved = `${root}-moved`;
  renameSync(root, moved);
  root = moved;
  expect(hashFiles(root, ["app"])).toBe(first);
});

test("a stamp is read back, and one that was never written is none", () => {
  const stamp = join(root, "deep", "stamp");
  expect(readStamp(stamp)).toBeUndefined();
  writeStamp(stamp, "abc");
  expect(readStamp(stamp)).toBe("abc");
});
