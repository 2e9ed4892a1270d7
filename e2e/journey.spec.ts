import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { ROOT } from "./fixtures/processes";
import { test } from "./fixtures/trainyard";

test.use({ own: "journey" });

const SAMPLES = join(ROOT, "public", "samples");
const REAL = join(ROOT, "..", "shared", "data");
const TRAINED_WITHIN_MS = 300_000;
const DEPLOYED_WITHIN_MS = 120_000;

interface Files {
  readonly dataset: string;
  readonly train: string;
  readonly score: string;
  readonly rows: number;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly rmse: readonly [low: number, high: number];
}

const rowsOf = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n").length - 1;

async function upload(page: Page, files: Files) {
  await page.goto("/local/datasets");
  await page.getByRole("link", { name: "Upload a CSV" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Upload a dataset" })).toBeVisible();
  await page.getByLabel("CSV file").setInputFiles(files.train);
  await page.getByLabel("Dataset name").fill(files.dataset);
  await expect(page.getByLabel("Target column")).toHaveValue("Item_Outlet_Sales");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: files.dataset })).toBeVisible();
  await expect(page.getByText("Item_Fat_Content").first()).toBeVisible();
}

async function train(page: Page, files: Files): Promise<string> {
  await page.getByRole("link", { name: "Train on this dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New training job" })).toBeVisible();
  await expect(page.getByLabel("target", { exact: true })).toHaveValue("Item_Outlet_Sales");
  for (const [name, value] of Object.entries(files.hyperparameters)) {
    await page.getByLabel(name, { exact: true }).fill(value);
  }
  const job = await page.getByLabel("Name", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Start training job" }).click();
  await expect(page.getByRole("heading", { level: 1, name: job })).toBeVisible();
  await expect(page.getByRole("region", { name: "Log" })).toContainText("trees=", {
    timeout: TRAINED_WITHIN_MS,
  });
  await expect(page.getByRole("status", { name: "Status" })).toContainText("Completed", {
    timeout: TRAINED_WITHIN_MS,
  });
  const rmse = page.getByRole("group", { name: "rmse, final", exact: true });
  const shown = Number((await rmse.innerText()).match(/\d[\d,]*\.\d+/)?.[0].replaceAll(",", ""));
  expect(shown).toBeGreaterThan(files.rmse[0]);
  expect(shown).toBeLessThan(files.rmse[1]);
  return job;
}

async function deploy(page: Page, endpoint: string) {
  await page.getByRole("link", { name: "Deploy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deploy a model" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(endpoint);
  await page.getByRole("button", { name: "Deploy model" }).click();
  await expect(page.getByRole("heading", { level: 1, name: endpoint })).toBeVisible();
  await expect(page.getByRole("status", { name: "Status" })).toContainText("InService", {
    timeout: DEPLOYED_WITHIN_MS,
  });
}

async function score(page: Page, files: Files) {
  const rows = files.rows.toLocaleString("en-US");
  await page.getByRole("link", { name: "Score a CSV" }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Score a CSV" })).toBeVisible();
  await page.getByLabel("CSV file").setInputFiles(files.score);
  await expect(page.getByText(/Can be scored: \d+ of \d+ columns found/)).toBeVisible();
  await page.getByRole("button", { name: `Score ${rows} rows` }).click();
  await expect(page.getByText(`${rows} rows scored, none failed`)).toBeVisible({
    timeout: DEPLOYED_WITHIN_MS,
  });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const [head = "", ...lines] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  expect(head.split(",").at(-1)).toBe("prediction");
  const predictions = lines.map((line) => Number(line.slice(line.lastIndexOf(",") + 1)));
  expect(predictions).toHaveLength(files.rows);
  expect(predictions.every(Number.isFinite)).toBe(true);
}

async function watch(page: Page, endpoint: string) {
  await page.goto(`/local/endpoints/${endpoint}`);
  await expect(page.getByRole("figure", { name: /Invocations/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /Errors/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /Latency/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Log" })).toContainText("POST /invocations 200");
}

async function mainJob(page: Page, files: Files) {
  const endpoint = `${files.dataset}-live`;
  await upload(page, files);
  await train(page, files);
  await deploy(page, endpoint);
  await score(page, files);
  await watch(page, endpoint);
}

test("the main job on the shipped sample", async ({ page }) => {
  test.setTimeout(600_000);
  const toScore = join(SAMPLES, "sales_to_score.csv");
  await mainJob(page, {
    dataset: "sample-sales",
    train: join(SAMPLES, "sales_train.csv"),
    score: toScore,
    rows: rowsOf(toScore),
    hyperparameters: { n_estimators: "60" },
    rmse: [1, 100_000],
  });
});

test("the main job on the real files", async ({ page }) => {
  test.skip(!existsSync(REAL), "the real files are not on this machine");
  test.setTimeout(900_000);
  await mainJob(page, {
    dataset: "bigmart-sales",
    train: join(REAL, "bigmart_train.csv"),
    score: join(REAL, "bigmart_test.csv"),
    rows: 5681,
    hyperparameters: {},
    rmse: [1040, 1190],
  });
});
