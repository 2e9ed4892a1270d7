import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, type Page } from "@playwright/test";
import {
  ACCOUNT_REGION,
  ACCOUNT_ROLE,
  ACCOUNT_TARGET,
  ACCOUNT_BUCKET as BUCKET,
  type TwoTargets,
  test,
} from "./fixtures/account";
import { type Api, apiOf, type Json } from "./fixtures/api";
import { ROOT } from "./fixtures/processes";

const SAMPLES = join(ROOT, "public", "samples");
const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const WAIT = { timeout: 180_000, intervals: [500] };

async function upload(api: Api, dashboardUrl: string, name: string) {
  const bytes = readFileSync(join(SAMPLES, "sales_train.csv"));
  const file = "sales.csv";
  const at = `datasets/${name}/upload`;
  const { uploadId } = await api.send("POST", "datasets", {
    name,
    file,
    size: bytes.length,
  });
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  const { parts } = await api.send("POST", `${at}/parts`, {
    file,
    uploadId,
    parts: [{ number: 1, sha256 }],
  });
  for (const { url, headers } of parts) {
    const put = await fetch(url, {
      method: "PUT",
      body: bytes,
      headers: { ...headers, origin: dashboardUrl },
    });
    expect(put.status).toBe(200);
    expect(put.headers.get("access-control-allow-origin")).toBe(dashboardUrl);
  }
  return api.send("POST", `${at}/complete`, { file, uploadId, size: bytes.length }, 204);
}

async function jobBody(api: Api, name: string, dataset: string): Promise<Json> {
  const { items } = await api.get("images");
  const image = await api.get(`images/${items[0].name}`);
  const { roles, default: chosen } = await api.get("roles");
  expect(chosen).toBeNull();
  expect(roles).toHaveLength(2);
  return {
    name,
    algorithm: image.name,
    dataset,
    channels: [
      {
        name: "training",
        uri: `s3://${BUCKET}/datasets/${dataset}/data/`,
        contentType: "text/csv",
      },
    ],
    hyperparameters: { target: "Item_Outlet_Sales", n_estimators: "8" },
    metrics: image.metrics,
    roleArn: ACCOUNT_ROLE,
    instanceType: "ml.m5.large",
    instanceCount: 1,
    volumeGb: 10,
    maxRuntimeSeconds: 600,
  };
}

async function train(api: Api, name: string, dataset: string): Promise<string> {
  const body = await jobBody(api, name, dataset);
  expect(await api.send("POST", "training-job-preflight", body)).toMatchObject({ ready: true });
  await api.send("POST", "training-jobs", body);
  const status = async () => (await api.get(`training-jobs/${name}`)).status;
  await expect.poll(status, WAIT).toBe("Completed");
  expect((await api.get(`training-jobs/${name}/evaluation`)).evaluation.metrics).toHaveProperty(
    "rmse",
  );
  expect((await api.get(`training-jobs/${name}/schema`)).schema.target.name).toBe(
    "Item_Outlet_Sales",
  );
  expect((await api.get(`training-jobs/${name}/artifacts`)).archives).toHaveLength(2);
  const { url } = await api.get(`training-jobs/${name}/artifacts/download?archive=model`);
  const archive = await fetch(url);
  expect(archive.status).toBe(200);
  expect(archive.headers.get("content-disposition")).toBe(
    `attachment; filename="${name}-model.tar.gz"`,
  );
  return String(body["roleArn"]);
}

async function deployAndScore(api: Api, job: string, roleArn: string) {
  const plan = {
    endpoint: "team-live",
    model: "team-live-1",
    config: "team-live-1",
    job,
    roleArn,
    instanceType: "ml.m5.large",
    instanceCount: 1,
  };
  const { endpoint } = plan;
  const check = await api.send("POST", "endpoint-checks", { endpoint, job, roleArn });
  expect(check).toMatchObject({ ready: true });
  await api.send("POST", "endpoints", plan);
  // As if the first answer had been lost.
  expect(await api.send("POST", "endpoints", plan)).toMatchObject({ endpointStep: "existed" });
  const status = async () => (await api.get(`endpoints/${endpoint}`)).status;
  await expect.poll(status, WAIT).toBe("InService");
  const rows = readFileSync(join(SAMPLES, "sales_to_score.csv"), "utf8").split("\n").slice(0, 11);
  const path = `endpoints/${endpoint}/invocations?header=present`;
  const { text } = await api.send("POST", path, rows.join("\n"));
  expect(text.trim().split("\n").map(Number).filter(Number.isFinite)).toHaveLength(10);
  const totals = async () => (await api.get(`endpoints/${endpoint}/metrics`)).totals.invocations;
  await expect.poll(totals, WAIT).toBe(1);
  for (const of of ["health", "errors", "schema", "runs"])
    await api.get(`endpoints/${endpoint}/${of}`);
}

const storage = ({ account }: TwoTargets) =>
  new S3Client({
    region: ACCOUNT_REGION,
    endpoint: account.url,
    credentials: account.credentials,
    forcePathStyle: true,
  });

const THEIRS = { ID: "theirs", AllowedOrigins: ["https://example.org"], AllowedMethods: ["GET"] };

const forgetRule = (targets: TwoTargets) =>
  storage(targets).send(
    new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules: [THEIRS] } }),
  );

const ruleIds = async (targets: TwoTargets) => {
  const { CORSRules } = await storage(targets).send(new GetBucketCorsCommand({ Bucket: BUCKET }));
  return CORSRules?.map(({ ID }) => ID);
};

// Other specs of an account leave a dashboard behind that holds its keys.
test.use({ own: "target" });

// First, while the dashboard holds no keys of the account yet.
test("keys that are refused are said with the command, and renewed ones need no restart", async ({
  page,
  targets,
}) => {
  const { credentials } = targets.account;
  await targets.signIn({ ...credentials, secretAccessKey: "this-is-not-the-secret" });
  await page.goto(`/${ACCOUNT_TARGET}/images`);
  const main = page.getByRole("main");
  await expect(main).toContainText("aws configure --profile team");
  await expect(main).not.toContainText("this-is-not-the-secret");
  await targets.signIn(credentials);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(main).toContainText("random-forest");
});

test("the main job through the API, on the account alone", async ({ targets }) => {
  test.setTimeout(600_000);
  const { dashboardUrl } = targets;
  const [account, local] = [ACCOUNT_TARGET, "local"].map((name) => apiOf(dashboardUrl, name)) as [
    Api,
    Api,
  ];
  expect((await local.get("targets")).targets).toMatchObject([
    { name: "local", accountId: "000000000000", problem: null },
    { name: ACCOUNT_TARGET, accountId: "123456789012", profile: "team", problem: null },
  ]);
  await forgetRule(targets);
  expect(await account.get("cors")).toMatchObject({ bucket: BUCKET, ruleExists: false });
  expect(await account.send("POST", "cors")).toMatchObject({ ruleExists: true });
  expect(await ruleIds(targets)).toEqual(["theirs", "trainyard"]);

  await account.send("POST", "images", JSON.parse(readFileSync(ALGORITHM, "utf8")));
  await upload(account, dashboardUrl, "team-sales");
  const role = await train(account, "team-job", "team-sales");
  await deployAndScore(account, "team-job", role);

  expect(await local.get("summary")).toMatchObject({
    datasets: { value: 0 },
    trainingJobs: { value: 0 },
    endpoints: { value: 0 },
  });
  for (const gone of ["datasets/team-sales", "training-jobs/team-job", "endpoints/team-live"]) {
    await local.get(gone, 404);
  }
  const also = await account.send("DELETE", "endpoints/team-live?also=config-and-models");
  expect(also).toMatchObject({ deleted: ["team-live", "team-live-1", "team-live-1"] });
  await account.send("DELETE", "datasets/team-sales", undefined, 204);
});

/** What the browser refused or complained about while the test ran. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (/content security policy|refused to/i.test(message.text())) found.push(message.text());
  });
  return found;
}

test("pages say in words, shape and line where they act", async ({ page }) => {
  const found = complaints(page);
  const edge = page.locator(".edge");
  const line = () => edge.evaluate((element) => getComputedStyle(element).backgroundImage);
  await page.goto(`/${ACCOUNT_TARGET}/datasets`);
  const target = page.getByRole("button", { name: "Target: 1234-5678-9012, eu-central-1" });
  await expect(target).toBeVisible();
  await expect(target.locator("[data-kind=account]")).toBeVisible();
  expect(await line()).toBe("none");
  await target.click();
  await page.getByRole("menuitem", { name: /Local/ }).click();
  await expect(page).toHaveURL(/\/local\/datasets$/);
  await expect(page.getByRole("button", { name: "Target: Local, this machine" })).toBeVisible();
  expect(await line()).toContain("repeating-linear-gradient");
  expect(found).toEqual([]);
});

test("an upload waits for the bucket's rule, and one click adds it", async ({ page, targets }) => {
  const found = complaints(page);
  await forgetRule(targets);
  await page.goto(`/${ACCOUNT_TARGET}/datasets?upload=1`);
  await expect(page.getByText("The bucket does not let pages upload yet")).toBeVisible();
  await page.getByRole("button", { name: "Add this rule" }).click();
  await expect(page.getByText("The bucket does not let pages upload yet")).toBeHidden();
  expect(await ruleIds(targets)).toEqual(["theirs", "trainyard"]);
  await page.getByLabel("CSV file").setInputFiles(join(SAMPLES, "sales_to_score.csv"));
  await page.getByLabel("Dataset name").fill("from-the-page");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "from-the-page" })).toBeVisible();
  expect(found).toEqual([]);
});

test("markup in somebody's data is shown as text", async ({ page, targets }) => {
  const found = complaints(page);
  const markup = "<img src=x onerror=document.title=1><script>document.title=1</script>";
  await storage(targets).send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: "datasets/markup/data/data.csv",
      Body: `"${markup}",__proto__\n${"</script><b>bold,1\n".repeat(20)}`,
    }),
  );
  await page.goto(`/${ACCOUNT_TARGET}/datasets/markup`);
  await expect(page.getByText(markup).first()).toBeVisible();
  await expect(page.getByText("</script><b>bold").first()).toBeVisible();
  await expect(page).toHaveTitle(/markup/);
  expect(found).toEqual([]);
});

test("what does not exist is said by a page of our own and by the API's own words", async ({
  page,
  targets,
}) => {
  const found = complaints(page);
  for (const path of ["/nope", "/constructor/datasets", "/local/nope"]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  }
  expect(found.filter((text) => /policy/i.test(text))).toEqual([]);
  const { code } = await apiOf(targets.dashboardUrl, "local").get("training-jobs/x/nope", 404);
  expect(code).toBe("NotFound");
});
