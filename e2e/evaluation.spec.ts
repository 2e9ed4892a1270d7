import { once } from "node:events";
import { createGzip } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, type Page } from "@playwright/test";
import { pack } from "tar-stream";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { trainedJob } from "./fixtures/deployed";
import { type Trainyard, test } from "./fixtures/trainyard";

const JOB = "judged-forest";
const OTHER = "judged-elsewhere";

test.beforeAll(async ({ trainyard }) => {
  test.setTimeout(300_000);
  await trainedJob(trainyard, JOB);
  await trainedJob(trainyard, OTHER);
});

/** Puts an output archive in the place of a job's, as any container may have written it. */
async function putEvaluation(trainyard: Trainyard, text: string): Promise<void> {
  const { engineUrl: endpoint, region, credentials } = trainyard;
  const archive = pack();
  const zipped = archive.pipe(createGzip());
  const chunks: Buffer[] = [];
  zipped.on("data", (chunk: Buffer) => chunks.push(chunk));
  archive.entry({ name: "evaluation.json" }, text);
  archive.finalize();
  await once(zipped, "end");
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await s3.send(
    new PutObjectCommand({
      Bucket: `sagemaker-${region}-000000000000`,
      Key: `output/${OTHER}/output/output.tar.gz`,
      Body: Buffer.concat(chunks),
    }),
  );
}

const openEvaluation = (page: Page, job: string) =>
  page.goto(`/local/training-jobs/${job}?tab=evaluation`);

test("a regression is answered first, then explained down to single rows", async ({ page }) => {
  await openEvaluation(page, JOB);
  const answer = page.getByRole("region", { name: "Is it better than guessing?" });
  await expect(answer).toContainText(/Yes: RMSE [\d,.]+ against [\d,.]+ by the best guess/);
  await expect(answer.getByRole("table")).toContainText("This model on its training rows");
  await expect(page.getByRole("list", { name: "What to make of it" })).toContainText(
    /mean residual/,
  );
  await expect(page.getByRole("figure")).toHaveCount(2);

  const feature = page.getByLabel("Feature", { exact: true });
  await feature.selectOption("Outlet_Type");
  await expect(page).toHaveURL(/feature=Outlet_Type/);
  const segments = page.getByRole("table", { name: "Residuals by feature" });
  await expect(segments).toContainText("Grocery Store");
  await expect(segments.getByRole("img", { name: /^Middle 80 % from/ }).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const first = page.getByRole("table", { name: "Worst rows" }).getByRole("link").first();
  const row = (await first.innerText()).trim();
  await first.click();
  await expect(page.getByRole("heading", { level: 1, name: JOB })).toBeVisible();
  await expect(page.getByLabel("Go to row")).toHaveValue(row.replace(",", ""));
});

test("a classification of another container shows its confusion and its classes", async ({
  page,
  trainyard,
}) => {
  const evaluation = {
    version: 1,
    task: "classification",
    // Containers may describe it without a blank.
    protocol: { kind: "holdout", rows: 20, words: "20_rows_".repeat(100) },
    metrics: { accuracy: { value: 0.9 }, log_loss: { value: 1.6 } },
    baselines: [
      { name: "one class", metrics: { accuracy: { value: 0.5 }, log_loss: { value: 1 } } },
    ],
    classes: ["no", "yes"],
    confusion: [
      [10, 0],
      [2, 8],
    ],
    per_class: [
      { class: "no", precision: 0.833, recall: 1 },
      { class: "yes", precision: 1, recall: 0.8 },
    ],
    predictions: { actual: ["yes", "no"], predicted: ["no", "no"], row: "not a list" },
  };
  await putEvaluation(trainyard, JSON.stringify(evaluation));
  await openEvaluation(page, OTHER);
  const matrix = page.getByRole("table", { name: "Confusion matrix" });
  await expect(matrix.getByRole("row", { name: "yes 2 8 10" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Per class" })).toContainText("0.833");
  await expect(page.getByRole("list", { name: "What to make of it" })).toContainText(
    "Log loss is worse than guessing: 1.6, while one class has 1.",
  );
  await expect(page.getByText("Predictions of single rows: row: ")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await putEvaluation(trainyard, '{ "version": 1, "task": "regression", "metrics": NaN }');
  await page.reload();
  await expect(page.getByText("evaluation.json is no JSON")).toBeVisible();
});

test("each metric is tried on the newest log of its image, or on pasted lines", async ({
  page,
}) => {
  await page.goto(`/local/new-training-job?dataset=${JOB}`);
  await page.getByLabel("target", { exact: true }).fill("Item_Outlet_Sales");
  await expect(page.getByLabel("Tried on the log of")).toHaveValue(OTHER);
  const regex = page.getByLabel("Expression of metric 1", { exact: true });
  await expect(regex).toHaveAccessibleDescription(/^\d+ hits?, last [\d,.]+/);
  await expect(page.getByRole("region", { name: "Lines of the past log" })).toContainText(
    "train_rmse=",
  );
  await regex.fill("never=([0-9]+)");
  await expect(regex).toHaveAccessibleDescription(/never matches this log/);
  await expect(page.getByRole("list", { name: "Checks before the start" })).toContainText(
    "train:rmse matches nothing",
  );
  await regex.fill("trees=(x?)");
  await expect(regex).toHaveAccessibleDescription(/captures no number/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByLabel("Tried on the log of").selectOption("text pasted here");
  await page.getByLabel("Lines of a log").fill("epoch 1 loss 0.5\nepoch 2 loss 0.25");
  await regex.fill("loss ([0-9.]+)");
  await expect(regex).toHaveAccessibleDescription("2 hits, last 0.25");
});
