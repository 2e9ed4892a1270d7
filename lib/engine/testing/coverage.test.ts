import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import known from "../protocol/known-operations.json" with { type: "json" };
import type { ServiceName } from "../protocol/operation.ts";
import { SERVICE_MODELS } from "../protocol/service-models.ts";
import { coverageDocument, knownOperations, servedOperations } from "./coverage.ts";

const MENDED = "stale: run node scripts/engine-coverage.mjs";

describe("the engine's coverage", () => {
  test("knows every operation of the SDK's models", () => {
    expect(known, MENDED).toEqual(knownOperations());
  });

  test("is documented as it is", async () => {
    const document = new URL("../../../docs/engine-coverage.md", import.meta.url);
    expect(await readFile(document, "utf8"), MENDED).toBe(await coverageDocument());
  });

  test("has a schema for every operation that is served, and none beside", async () => {
    const served = await servedOperations();
    for (const name of Object.keys(SERVICE_MODELS) as ServiceName[]) {
      const schemas = Object.keys(await SERVICE_MODELS[name].schemas()).sort();
      expect(schemas, `protocol/schemas of ${name}`).toEqual(served.get(name));
    }
  });
});
