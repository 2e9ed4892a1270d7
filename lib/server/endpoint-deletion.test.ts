import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import { describeEndpointConfig, describeModel } from "@/lib/aws/sagemaker-endpoints";
import { getDeletion, removeEndpoint } from "./endpoint-deletion";
import { getEndpointMetrics } from "./endpoint-metrics";
import { getEndpoint } from "./endpoints";
import { scoreChunk } from "./scoring";
import { openShop, SHOP_ROLE, shopJob } from "./testing/shop";
import { getJob, startJob } from "./training-jobs";

let shop: Awaited<ReturnType<typeof openShop>>;
let target: typeof shop.target;
let modelUri: string;
const WAIT = { timeout: 30_000, interval: 50 };

/** Everything is made as another tool would, under names of its own. */
const sagemaker = () => clientsFor(target).sagemaker;

const model = (name: string) =>
  sagemaker().send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: SHOP_ROLE,
      PrimaryContainer: {
        Image: shop.image.reference,
        ModelDataUrl: modelUri,
      },
    }),
  );

const config = (name: string, variants: Readonly<Record<string, string>>) =>
  sagemaker().send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: Object.entries(variants).map(([VariantName, ModelName]) => ({
        VariantName,
        ModelName,
        InstanceType: "ml.m5.large",
        InitialInstanceCount: 1,
      })),
    }),
  );

async function endpoint(name: string, of: string): Promise<void> {
  await sagemaker().send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: of }));
  await vi.waitUntil(async () => (await getEndpoint(target, name)).status === "InService", WAIT);
}

beforeAll(async () => {
  shop = await openShop();
  target = shop.target;
  await startJob(target, shopJob("first"));
  await vi.waitUntil(async () => (await getJob(target, "first")).status === "Completed", WAIT);
  modelUri = (await getJob(target, "first")).modelUri ?? "";
}, 60_000);
afterAll(() => shop.close());

const part = (kind: "config" | "model", name: string, usedBy: string[] = []) => ({
  kind,
  name,
  usedBy,
});

test("what another endpoint or configuration uses stays, and says for whom", async () => {
  await model("own");
  await model("lent");
  await config("own", { blue: "own", green: "lent" });
  await config("borrower", { any: "lent" });
  await endpoint("two-variants", "own");
  expect(await getDeletion(target, "two-variants")).toEqual({
    parts: [part("config", "own"), part("model", "own"), part("model", "lent", ["borrower"])],
    known: true,
  });

  await endpoint("twin", "own");
  expect((await getDeletion(target, "two-variants")).parts).toEqual([
    part("config", "own", ["twin"]),
    part("model", "own", ["own"]),
    part("model", "lent", expect.arrayContaining(["own", "borrower"])),
  ]);
  expect(await removeEndpoint(target, "twin", "config-and-models")).toEqual({
    deleted: ["twin"],
    kept: ["own", "own", "lent"],
  });

  expect(await removeEndpoint(target, "two-variants", "config-and-models")).toEqual({
    deleted: ["two-variants", "own", "own"],
    kept: ["lent"],
  });
  expect(await describeEndpointConfig(target, "own")).toBeNull();
  expect(await describeModel(target, "own")).toBeNull();
  expect(await describeModel(target, "lent")).not.toBeNull();
}, 60_000);

test("calls of all variants count, whatever the variants are called", async () => {
  await model("counted");
  await config("counted", { blue: "counted", green: "counted" });
  await endpoint("counted", "counted");
  const { signal } = new AbortController();
  const body = new TextEncoder().encode("1\n");
  for (let call = 0; call < 8; call += 1) await scoreChunk(target, "counted", { body, signal });
  await expect
    .poll(async () => (await getEndpointMetrics(target, "counted", {})).totals.invocations, WAIT)
    .toBe(8);
  await expect(getEndpointMetrics(target, "never-made", {})).rejects.toMatchObject({
    code: "NotFound",
  });
}, 60_000);
