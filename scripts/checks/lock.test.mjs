import { expect, test } from "vitest";
import { describeLockProblems } from "./lock.mjs";

const swc = (os) => ({ version: "16.4.5", optional: true, os: [os] });
const whole = {
  "": { dependencies: { next: "16.4.5" } },
  "node_modules/next": {
    optionalDependencies: {
      "@next/swc-linux": "1",
      "@next/swc-darwin": "1",
      "@next/swc-win32": "1",
    },
  },
  "node_modules/@next/swc-linux": swc("linux"),
  "node_modules/@next/swc-darwin": swc("darwin"),
  "node_modules/next/node_modules/@next/swc-win32": swc("win32"),
};

test("a whole lock has no problems", () => {
  expect(describeLockProblems(whole)).toEqual([]);
});

test("an entry that npm left out is named with what wants it", () => {
  const { "node_modules/@next/swc-darwin": _, ...cut } = whole;
  expect(describeLockProblems(cut)).toEqual([
    "node_modules/next depends on @next/swc-darwin: not in the lock",
    "node_modules/next has native packages, but none for darwin",
  ]);
});

test("a dependency that is nowhere above its dependent is missing", () => {
  const misplaced = { ...whole, "node_modules/a": { dependencies: { "@next/swc-win32": "1" } } };
  expect(describeLockProblems(misplaced)).toEqual([
    "node_modules/a depends on @next/swc-win32: not in the lock",
  ]);
});

test("a helper for one system alone is no family of native builds", () => {
  const helper = {
    "": { optionalDependencies: { fsevents: "2" } },
    "node_modules/fsevents": { os: ["darwin"] },
  };
  expect(describeLockProblems(helper)).toEqual([]);
});
