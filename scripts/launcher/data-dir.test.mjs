import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { provideDataDir } from "./data-dir.mjs";

function folder() {
  const path = mkdtempSync(join(tmpdir(), "trainyard-data-dir-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("a data directory is made with all folders above it, whatever they are called", () => {
  const dataDir = join(folder(), "a b", "größe", "data");
  provideDataDir(dataDir);
  provideDataDir(dataDir);
  expect(statSync(dataDir).isDirectory()).toBe(true);
});

test("one that cannot be made is named with the reason and what to do", () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  for (const dataDir of [file, join(file, "data")]) {
    expect(() => provideDataDir(dataDir)).toThrow(`The data directory ${dataDir} cannot be used`);
    expect(() => provideDataDir(dataDir)).toThrow("name another: --data-dir DIR");
  }
});
