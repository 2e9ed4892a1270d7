import { describe, expect, test } from "vitest";
import type { ServiceName } from "../protocol/operation.ts";
import { SERVICE_MODELS } from "../protocol/service-models.ts";
import { coverageDocument, knownOperations, servedOperations } from "./coverage.ts";

// Both files are written by these tests: npm run test:unit -- lib/engine/testing/coverage -u
describe("the engine's coverage", () => {
  test("knows every operation of the SDK's models", async () => {
    const text = `${JSON.stringify(knownOperations(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../protocol/known-operations.json");
  });

  test("is documented as it is", async () => {
    await expect(await coverageDocument()).toMatchFileSnapshot("../../../docs/engine-coverage.md");
  });

  test("has a schema for every operation that is served, and none beside", async () => {
    const served = await servedOperations();
    for (const name of Object.keys(SERVICE_MODELS) as ServiceName[]) {
      const schemas = Object.keys(await SERVICE_MODELS[name].schemas()).sort();
      expect(schemas, `protocol/schemas of ${name}`).toEqual(served.get(name));
    }
  });
});
