import { expect, test } from "vitest";
import { packagesMatch } from "./packages.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.4.5", integrity: "sha512-a" },
  "node_modules/swc-darwin": { version: "16.4.5", integrity: "sha512-b", optional: true },
};
const installed = { "node_modules/next": { version: "16.4.5", integrity: "sha512-a" } };

test("what npm recorded is what the lock asks for; other platforms' packages may be absent", () => {
  expect(packagesMatch(wanted, installed)).toBe(true);
  expect(packagesMatch(wanted, { ...installed, ...wanted, "": undefined })).toBe(true);
});

test.each([
  ["nothing installed", undefined],
  ["a package missing", {}],
  ["another version", { "node_modules/next": { version: "16.4.4", integrity: "sha512-a" } }],
  ["other bytes", { "node_modules/next": { version: "16.4.5", integrity: "sha512-z" } }],
  ["one too many", { ...installed, "node_modules/left": { version: "1.0.0" } }],
  [
    "another version of an optional one",
    { ...installed, "node_modules/swc-darwin": { version: "1.0.0" } },
  ],
])("%s means npm ci", (_, found) => {
  expect(packagesMatch(wanted, found)).toBe(false);
});
