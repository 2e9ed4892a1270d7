import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deploymentChecks } from "./deployment-checks";
import { deploy, replaceModel } from "./deployments";
import { removeEndpoint } from "./endpoint-deletion";
import { getEndpointErrors, getEndpointHealth } from "./endpoint-health";
import { getEndpointMetrics } from "./endpoint-metrics";
import { endpointSchema, getEndpoint, listEndpoints } from "./endpoints";
import { getHome } from "./home";
import { getLastCalls } from "./last-calls";
import { downloadRun, getRun, listRuns, saveRun, scoreChunk } from "./scoring";
import { getSummary } from "./summary";
import { openShop, SHOP_ROLE, shopJob } from "./testing/shop";
import { getJob, startJob } from "./training-jobs";

let shop: Awaited<ReturnType<typeof openShop>>;
let target: typeof shop.target;
const WAIT = { timeout: 30_000, interval: 50 };

beforeAll(async () => {
  shop = await openShop();
  target = shop.target;
  await startJob(target, shopJob("first"));
  await vi.waitUntil(async () => (await getJob(target, "first")).status === "Completed", WAIT);
}, 60_000);
afterAll(() => shop.close());

const plan = () => ({
  endpoint: "shop",
  model: "shop-model",
  config: "shop-config",
  job: "first",
  roleArn: SHOP_ROLE,
  instanceType: "ml.m5.large",
  instanceCount: 1,
});

test("a model is deployed, scored, watched and taken down", async () => {
  expect((await deploymentChecks(target, plan())).ready).toBe(true);
  expect(await deploy(target, plan())).toEqual({
    endpoint: "shop",
    model: "created",
    config: "created",
    endpointStep: "created",
  });
  // The answer was lost: the same request goes on from what is there.
  expect(await deploy(target, plan())).toMatchObject({ model: "existed", endpointStep: "existed" });
  await expect(
    deploy(target, { ...plan(), model: "other-model", config: "other-config" }),
  ).rejects.toMatchObject({ code: "AlreadyExists" });
  await expect.poll(async () => (await getEndpoint(target, "shop")).status, WAIT).toBe("InService");
  expect(await getEndpoint(target, "shop")).toMatchObject({
    kind: "well",
    variants: [
      { model: "shop-model", job: "first", image: shop.image.reference, desiredInstances: 1 },
    ],
  });
  expect((await listEndpoints(target, {})).items).toMatchObject([{ name: "shop", kind: "well" }]);
  expect((await endpointSchema(target, "shop")).schema?.target.name).toBe("sales");

  const signal = new AbortController().signal;
  const chunk = (text: string) => ({
    body: new TextEncoder().encode(text),
    header: undefined,
    signal,
  });
  const answer = await scoreChunk(target, "shop", chunk("1\n2\n3\n"));
  expect(answer.text).toBe("1\n2\n3\n");
  await expect(scoreChunk(target, "shop", chunk("bad"))).rejects.toMatchObject({
    name: "ModelError",
  });

  await expect
    .poll(async () => (await getEndpointMetrics(target, "shop", { range: "15m" })).totals, WAIT)
    .toEqual({ invocations: 2, errors4xx: 1, errors5xx: 0 });
  const metrics = await getEndpointMetrics(target, "shop", { range: "15m" });
  expect(metrics.series.latencyP99?.[0]?.value).toBeGreaterThan(0);
  expect(metrics.series.latencyP99?.[0]?.value).toBeLessThan(10_000);
  const variants = ["shop", "nobody"].map((endpoint) => ({ endpoint, variant: "AllTraffic" }));
  const { from, endpoints: last } = await getLastCalls(target, { variants });
  expect(last.map(({ name }) => name)).toEqual(["shop", "nobody"]);
  const calledAt = Date.parse(last[0]?.lastCallAt ?? "");
  expect(Math.abs(calledAt - Date.now())).toBeLessThanOrEqual(3_600_000);
  expect(last[1]?.lastCallAt).toBeNull();
  expect(Date.now() - Date.parse(from)).toBeGreaterThan(6.9 * 86_400_000);

  const health = await getEndpointHealth(target, "shop");
  expect(health).toMatchObject({
    verdict: "InService",
    invocations: 2,
    okShare: 0.5,
    pings: [],
  });
  expect(await getEndpointErrors(target, "shop", {})).toMatchObject({ known: false, groups: [] });
  const [summary, same] = await Promise.all([getSummary(target), getSummary(target)]);
  expect(summary.endpoints).toEqual({ value: 1, more: false });
  expect(same).toBe(summary);

  // Which jobs are served is looked up anew every quarter of a minute.
  await expect
    .poll(async () => (await getHome(target)).journeys[0]?.endpoint?.name, WAIT)
    .toBe("shop");
  expect(await getHome(target)).toMatchObject({
    hasImage: true,
    journeys: [
      { dataset: "shop", job: { name: "first", metric: { name: "rmse", value: 12.5 } }, run: null },
    ],
    running: [],
    billed: [{ kind: "endpoint", name: "shop", instanceType: "ml.m5.large", instances: 1 }],
  });

  expect(await removeEndpoint(target, "shop", "config-and-models")).toEqual({
    deleted: ["shop", "shop-config", "shop-model"],
    kept: [],
  });
  // The answer was lost: what is asked again is done, or was.
  const again = await removeEndpoint(target, "shop", "config-and-models").catch((e: unknown) => e);
  expect([undefined, "NotFound"]).toContain((again as { code?: string }).code);
  await expect
    .poll(() => getEndpoint(target, "shop").catch((error: unknown) => error), WAIT)
    .toMatchObject({ code: "NotFound" });
}, 60_000);

test("another job's model takes the place of the first without a failed request", async () => {
  await startJob(target, shopJob("second"));
  await vi.waitUntil(async () => (await getJob(target, "second")).status === "Completed", WAIT);
  const first = { ...plan(), endpoint: "swap", model: "swap-1", config: "swap-1" };
  const second = { ...first, model: "swap-2", config: "swap-2", job: "second" };
  await expect(replaceModel(target, second)).rejects.toMatchObject({ code: "NotFound" });
  await deploy(target, first);
  expect((await deploymentChecks(target, { ...second, isUpdate: true })).ready).toBe(false);
  await expect(replaceModel(target, second)).rejects.toMatchObject({ code: "Conflict" });
  await expect.poll(async () => (await getEndpoint(target, "swap")).status, WAIT).toBe("InService");
  expect((await deploymentChecks(target, { ...second, isUpdate: true })).ready).toBe(true);

  expect(await replaceModel(target, second)).toMatchObject({ endpointStep: "created" });
  // The answer was lost: the same request finds its own work under way.
  expect(await replaceModel(target, second)).toMatchObject({ endpointStep: "existed" });
  const signal = new AbortController().signal;
  const body = new TextEncoder().encode("1\n");
  let answers = 0;
  await expect
    .poll(async () => {
      expect((await scoreChunk(target, "swap", { body, header: undefined, signal })).text).toBe(
        "1\n",
      );
      answers += 1;
      return (await getEndpoint(target, "swap")).status;
    }, WAIT)
    .toBe("InService");
  expect(answers).toBeGreaterThan(0);
  expect(await getEndpoint(target, "swap")).toMatchObject({ variants: [{ job: "second" }] });
  await removeEndpoint(target, "swap", "config-and-models");
}, 90_000);

test("a job without a model cannot be deployed", async () => {
  await startJob(target, shopJob("broken", { hyperparameters: { mode: "fail" } }));
  await expect.poll(async () => (await getJob(target, "broken")).status, WAIT).toBe("Failed");
  await expect(deploy(target, { ...plan(), job: "broken" })).rejects.toMatchObject({
    code: "Conflict",
    message: "The training job broken has no model archive.",
  });
  expect((await deploymentChecks(target, { ...plan(), job: "broken" })).ready).toBe(false);
});

test("a run is kept with its predictions", async () => {
  const run = {
    version: 1 as const,
    endpoint: "shop",
    job: "first",
    file: "test.csv",
    rows: 3,
    failed: 0,
    seconds: 0.2,
    rmse: null,
    scoredAt: new Date().toISOString(),
  };
  const { id, upload } = await saveRun(target, "shop", run);
  expect(await listRuns(target, "shop", {})).toMatchObject({
    items: [{ id, request: run, sizeBytes: null }],
  });
  await fetch(upload.url, { method: "PUT", body: "prediction\r\n1\r\n" });
  expect((await listRuns(target, "shop", {})).items[0]?.sizeBytes).toBe(15);
  expect((await listRuns(target, "shop", { limit: 1 })).total).toBe(1);
  // Rows that failed were scored later: the same run, with more of them.
  const again = await saveRun(target, "shop", { ...run, rmse: 2 }, id);
  expect(again.id).toBe(id);
  expect(await getRun(target, "shop", id)).toEqual({
    id,
    request: { ...run, rmse: 2 },
    sizeBytes: 15,
  });
  await expect(getRun(target, "shop", "20261121T000000Z-aaaaaa")).rejects.toMatchObject({
    code: "NotFound",
  });
  const { url } = await downloadRun(target, "shop", id);
  expect(await (await fetch(url)).text()).toBe("prediction\r\n1\r\n");
  await expect(downloadRun(target, "shop", "20261121T000000Z-aaaaaa")).rejects.toMatchObject({
    code: "NotFound",
  });
});
