import { expect, test } from "vitest";
import { checkMachineNode } from "./bootstrap.mjs";

test.each(["20.9.0", "20.20.2", "22.0.0", "24.21.0"])("Node %s starts", (version) => {
  expect(() => checkMachineNode(version)).not.toThrow();
});

test.each(["18.20.0", "20.8.1"])("Node %s is told what is needed", (version) => {
  expect(() => checkMachineNode(version)).toThrow(
    `needs Node 20.9 or newer to start; this is ${version}`,
  );
});
