import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetBucketCorsCommand, PutBucketCorsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, type Page } from "@playwright/test";
import {
  ACCOUNT_BUCKET,
  ACCOUNT_REGION,
  ACCOUNT_ROLE,
  ACCOUNT_TARGET,
  type TwoTargets,
  test,
} from "./fixtures/account";
import { ROOT } from "./fixtures/processes";
import { notOfAws, throttled } from "./fixtures/wire-tap";

const SAMPLES = join(ROOT, "public", "samples");
const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const DATASET = "account-sales";
const ENDPOINT = "account-live";
const SLOW = { timeout: 300_000 };
const THEIRS = { ID: "theirs", AllowedOrigins: ["https://example.org"], AllowedMethods: ["GET"] };

test.use({ own: "journey", actionTimeout: 60_000 });

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const at = (path: string) => `/${ACCOUNT_TARGET}/${path}`;

const storage = ({ account: { url, credentials } }: TwoTargets) =>
  new S3Client({ region: ACCOUNT_REGION, endpoint: url, credentials, forcePathStyle: true });

async function registerByFile(page: Page) {
  await page.goto(at("new-image"));
  await page.getByLabel("algorithm.json").setInputFiles(ALGORITHM);
  const register = page.getByRole("button", { name: "Register image" });
  await expect(register).toBeEnabled();
  await register.click();
  await expect(page).toHaveURL(/\/images\/random-forest-0-1-0$/);
}

async function uploadWithRule(page: Page, targets: TwoTargets) {
  const s3 = storage(targets);
  const CORSConfiguration = { CORSRules: [THEIRS] };
  await s3.send(new PutBucketCorsCommand({ Bucket: ACCOUNT_BUCKET, CORSConfiguration }));
  await page.goto(at("datasets?upload=1"));
  await page.getByLabel("CSV file").setInputFiles(join(SAMPLES, "sales_train.csv"));
  await page.getByLabel("Dataset name").fill(DATASET);
  await page.getByRole("button", { name: "Add this rule" }).click();
  await expect(page.getByText("The bucket does not let pages upload yet")).toBeHidden();
  const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket: ACCOUNT_BUCKET }));
  expect(CORSRules).toMatchObject([THEIRS, { ID: "trainyard" }]);
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(heading(page, DATASET)).toBeVisible();
}

async function trainWithChosenRole(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Train on this dataset" }).click();
  await expect(heading(page, "New training job")).toBeVisible();
  const role = page.getByRole("combobox", { name: "Role" });
  await expect(role).toHaveValue("");
  const start = page.getByRole("button", { name: "Start training job" });
  await expect(start).toBeDisabled();
  await role.selectOption(ACCOUNT_ROLE);
  await page.getByLabel("n_estimators", { exact: true }).fill("20");
  const job = await page.getByLabel("Name", { exact: true }).inputValue();
  await start.click();
  await expect(heading(page, job)).toBeVisible();
  await expect(page.getByRole("status", { name: "Status" })).toContainText("Completed", SLOW);
  return job;
}

async function evaluate(page: Page) {
  await page.getByRole("link", { name: "Evaluation" }).click();
  const answer = page.getByRole("region", { name: "Is it better than guessing?" });
  await expect(answer.getByRole("table")).toContainText("This model on its training rows");
}

async function downloadModel(page: Page) {
  await page.getByRole("link", { name: "Artifacts" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download model.tar.gz" }).click(),
  ]);
  // gzip begins with these two bytes.
  expect([...readFileSync(await download.path()).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
}

async function deploy(page: Page) {
  await page.getByRole("link", { name: "Deploy" }).click();
  await page.getByLabel("Name", { exact: true }).fill(ENDPOINT);
  await expect(page.getByRole("combobox", { name: "Role" })).toHaveValue(ACCOUNT_ROLE);
  await page.getByRole("button", { name: "Deploy model" }).click();
  await expect(page.getByRole("status", { name: "Status" })).toContainText("InService", SLOW);
}

async function score(page: Page) {
  const file = join(SAMPLES, "sales_to_score.csv");
  const count = readFileSync(file, "utf8").trimEnd().split("\n").length - 1;
  await page.getByRole("link", { name: "Score a CSV" }).last().click();
  await page.getByLabel("CSV file").setInputFiles(file);
  const rows = count.toLocaleString("en-US");
  await page.getByRole("button", { name: `Score ${rows} rows` }).click();
  await expect(page.getByText(`${rows} rows scored, none failed`)).toBeVisible(SLOW);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  expect(lines).toHaveLength(count + 1);
}

async function deleteAll(page: Page) {
  await page.goto(at(`endpoints/${ENDPOINT}`));
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByLabel(`Type ${ENDPOINT} to confirm`).fill(ENDPOINT);
  await page.getByRole("button", { name: "Delete endpoint" }).click();
  await expect(heading(page, "Endpoints")).toBeVisible();
  await expect(page.getByRole("link", { name: ENDPOINT })).toHaveCount(0);
  await page.goto(at(`datasets/${DATASET}`));
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByLabel(`Type ${DATASET} to confirm`).fill(DATASET);
  await page.getByRole("button", { name: "Delete dataset" }).click();
  await expect(heading(page, "Datasets")).toBeVisible();
  await expect(page.getByRole("link", { name: DATASET })).toHaveCount(0);
}

test("the whole journey on an account that nobody has prepared", async ({ page, targets }) => {
  test.setTimeout(900_000);
  const { wire } = targets;
  await page.goto(at(""));
  await registerByFile(page);
  await uploadWithRule(page, targets);
  await trainWithChosenRole(page);
  await evaluate(page);
  await downloadModel(page);
  await deploy(page);
  await score(page);
  await deleteAll(page);

  expect(wire.calls.length).toBeGreaterThan(100);
  expect(notOfAws(wire.calls)).toEqual([]);
  expect(wire.calls.filter(({ path }) => path.startsWith("/_"))).toEqual([]);
  expect(throttled(wire.calls)).toEqual([]);
});
