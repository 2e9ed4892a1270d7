import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putText } from "@/lib/aws/s3-objects";
import type { CreateTrainingJobBody } from "@/lib/contracts/training-jobs";
import { downloadArtifact, listArtifacts } from "./artifacts";
import { getImage, listImages } from "./images";
import { listJobs } from "./job-list";
import { readEndpointLog, readJobLog } from "./live";
import { getEvaluation, getJobSchema } from "./model-files";
import { preflight } from "./preflight";
import { getRoles } from "./roles";
import { SHOP_BUCKET as BUCKET, shopJob as job, openShop } from "./testing/shop";
import { getJob, startJob, stopJob } from "./training-jobs";

let shop: Awaited<ReturnType<typeof openShop>>;
let target: typeof shop.target;

beforeAll(async () => {
  shop = await openShop();
  target = shop.target;
});
afterAll(() => shop.close());

const WAIT = { timeout: 30_000, interval: 50 };
const jobStatus = (name: string, status: string) =>
  expect.poll(async () => (await getJob(target, name)).status, WAIT).toBe(status);

test("the registered image and the one role that trusts SageMaker are there to choose", async () => {
  const { items } = await listImages(target, {});
  expect(items).toMatchObject([{ name: "shop-1", registered: true, repository: "shop", tag: "1" }]);
  const detail = await getImage(target, "shop-1");
  expect(detail).toMatchObject({
    reference: shop.image.reference,
    channels: [{ name: "training", contentTypes: ["text/csv"] }],
    metrics: [{ name: "rmse" }],
  });
  expect(detail.digest).toMatch(/^sha256:/);
  const roles = await getRoles(target);
  expect(roles.default).toBe("arn:aws:iam::000000000000:role/trainyard-execution");
  await expect(getImage(target, "nope")).rejects.toMatchObject({ code: "NotFound" });
});

const failed = async (body: CreateTrainingJobBody) => {
  const { checks, ready } = await preflight(target, body);
  return { ready, failed: checks.filter(({ result }) => result === "fail").map(({ id }) => id) };
};

test("the preflight passes what would run and names what would not", async () => {
  const { checks, ready } = await preflight(target, job("fresh"));
  expect(ready).toBe(true);
  expect(checks.map(({ id, result }) => [id, result])).toEqual([
    ["name", "ok"],
    ["image", "ok"],
    ["table", "ok"],
    ["role", "ok"],
    ["channel:training", "ok"],
  ]);
  expect(await failed(job("fresh", { algorithm: "nope" }))).toEqual({
    ready: false,
    failed: ["image"],
  });
  expect(await failed(job("fresh", { dataset: "gone" }))).toEqual({
    ready: false,
    failed: ["table"],
  });
  // The role's name is here, the role is not.
  const foreign = "arn:aws:iam::999999999999:role/trainyard-execution";
  expect(await failed(job("fresh", { roleArn: foreign }))).toEqual({
    ready: false,
    failed: ["role"],
  });
  const lookAhead = job("fresh", { metrics: [{ name: "rmse", regex: "(?=rmse)(.*)" }] });
  expect(await failed(lookAhead)).toEqual({ ready: false, failed: ["metric:rmse"] });
  expect(
    await failed(
      job("fresh", {
        roleArn: "arn:aws:iam::000000000000:role/nobody",
        channels: [
          { name: "training", uri: `s3://${BUCKET}/datasets/none/data/`, contentType: null },
        ],
      }),
    ),
  ).toEqual({ ready: false, failed: ["role", "channel:training"] });
});

test("the preflight warns of what is separated by something else than commas", async () => {
  const at = { bucket: BUCKET, key: "datasets/german/data/a.csv" };
  await putText(target, at, "size;price\n1;1,5\n2;2,5\n", "text/csv");
  const { checks } = await preflight(target, job("fresh", { dataset: "german" }));
  expect(checks.find(({ id }) => id === "separator")).toMatchObject({
    result: "warn",
    statement: expect.stringContaining("semicolons"),
  });
});

test("a job runs, is judged and leaves its files to look into", async () => {
  await startJob(target, job("first"));
  await jobStatus("first", "Completed");
  const detail = await getJob(target, "first");
  expect(detail).toMatchObject({
    kind: "well",
    algorithm: "shop-1",
    dataset: "shop",
    failure: null,
    finalMetrics: [{ name: "rmse", value: 12.5 }],
    channels: [{ name: "training", dataset: "shop" }],
    modelUri: `s3://${BUCKET}/output/first/output/model.tar.gz`,
    outputUri: `s3://${BUCKET}/output/first/output/output.tar.gz`,
    tags: { "trainyard:algorithm": "shop-1", "trainyard:dataset": "shop" },
  });
  expect(detail.phases.map(({ name, state }) => [name, state])).toEqual([
    ["Starting", "done"],
    ["Downloading", "done"],
    ["Training", "done"],
    ["Uploading", "done"],
    ["Completed", "done"],
  ]);
  const { archives } = await listArtifacts(target, "first");
  const members = archives.map(({ archive, members: list }) => [
    archive,
    list.map((m) => m.name).sort(),
  ]);
  expect(members).toEqual([
    ["model", ["model.txt", "schema.json"]],
    ["output", ["evaluation.json", "schema.json"]],
  ]);
  expect((await getJobSchema(target, "first")).schema?.features).toHaveLength(2);
  expect((await getEvaluation(target, "first")).evaluation).toMatchObject({
    metrics: { rmse: { value: 12.5 } },
    predictions: { predicted: [null] },
  });
  const { url } = await downloadArtifact(target, "first", "model");
  const archive = gunzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()));
  expect(archive.includes("model.txt")).toBe(true);
});

test("the list finds jobs by dataset, status and name, with what they reached", async () => {
  const { items } = await listJobs(target, {});
  expect(items[0]).toMatchObject({
    name: "first",
    dataset: "shop",
    finalMetrics: [{ value: 12.5 }],
  });
  expect((await listJobs(target, { dataset: "shop", algorithm: "shop-1" })).items).toHaveLength(1);
  expect((await listJobs(target, { dataset: "other" })).items).toEqual([]);
  expect((await listJobs(target, { q: "status:Failed" })).items).toEqual([]);
  expect((await listJobs(target, { q: "irs", sort: "name" })).items).toHaveLength(1);
  expect(await failed(job("first"))).toEqual({ ready: false, failed: ["name"] });
  await expect(startJob(target, job("first"))).rejects.toThrow();
});

test("the log of what does not exist is not waited for", async () => {
  const query = { stream: "nope/algo-1", from: 0 };
  const signal = AbortSignal.timeout(10_000);
  for (const read of [readJobLog, readEndpointLog]) {
    await expect(read(target, "nope", query, signal)).rejects.toMatchObject({ code: "NotFound" });
  }
});

test("a failed job says its cause, a stopped one that it was stopped", async () => {
  await startJob(target, job("broken", { hyperparameters: { mode: "fail" } }));
  await jobStatus("broken", "Failed");
  const broken = await getJob(target, "broken");
  expect(broken).toMatchObject({
    kind: "failed",
    modelUri: null,
    failure: { cause: "KeyError: sales" },
  });
  expect(broken.phases.find(({ state }) => state === "bad")?.name).toBe("Training");
  expect((await getEvaluation(target, "broken")).evaluation).toBeNull();
  await startJob(target, job("sleeper", { hyperparameters: { mode: "sleep" } }));
  await expect
    .poll(async () => (await getJob(target, "sleeper")).secondaryStatus, WAIT)
    .toBe("Training");
  expect(["Stopping", "Stopped"]).toContain((await stopJob(target, "sleeper")).status);
  await jobStatus("sleeper", "Stopped");
  expect((await getJob(target, "sleeper")).kind).toBe("stopped");
}, 60_000);
