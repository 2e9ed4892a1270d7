import { CreateTrainingJobCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { openForm, uploadSample } from "./fixtures/training-form";
import { type Trainyard, test } from "./fixtures/trainyard";

const ACCOUNT = "000000000000";
const DATASET = "judged-sales";
const ENDED_WITHIN_MS = 120_000;

/** The tests only read it. */
test.beforeAll(({ browser, trainyard }) => uploadSample(browser, trainyard, DATASET));

/** Starts the form as it stands and answers the job's name. */
async function start(page: Page): Promise<string> {
  const name = await page.getByLabel("Name", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Start training job" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return name;
}

/** A job that only other tools would start: its target column is not in the data. */
const startUnfit = ({ engineUrl, region, credentials }: Trainyard, name: string) =>
  new SageMakerClient({ endpoint: engineUrl, region, credentials }).send(
    new CreateTrainingJobCommand({
      TrainingJobName: name,
      AlgorithmSpecification: {
        TrainingImage: `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com/random-forest:0.1.0`,
        TrainingInputMode: "File",
      },
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/trainyard-execution`,
      HyperParameters: { target: "Nope" },
      InputDataConfig: [
        {
          ChannelName: "training",
          DataSource: {
            S3DataSource: {
              S3DataType: "S3Prefix",
              S3Uri: `s3://sagemaker-${region}-${ACCOUNT}/datasets/${DATASET}/data/`,
            },
          },
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://sagemaker-${region}-${ACCOUNT}/output` },
      ResourceConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
    }),
  );

const status = (page: Page) => page.getByRole("status", { name: "Status" });

test("an empty list says what a training job is", async ({ page }) => {
  await page.goto("/local/training-jobs?q=no-such-job");
  await expect(page.getByRole("heading", { name: /No training job/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("filters are typed, completed, removed and kept in the URL", async ({ page }) => {
  await page.goto("/local/training-jobs?q=no-such-job");
  const field = page.getByRole("combobox", { name: "Find training jobs" });
  await field.fill("sweep status:C");
  await field.press("ArrowDown");
  await expect(page.getByRole("option", { name: "status:Completed" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expectAccessible(page);
  await field.press("Enter");
  await expect(page).toHaveURL(/q=status%3ACompleted\+sweep/);
  await field.pressSequentially(" rmse<1150 ");
  const filters = page.getByRole("list", { name: "Filters" });
  await expect(filters.getByRole("listitem")).toHaveText(["status Completed", "rmse < 1150"]);
  await expect(field).toHaveValue("sweep");
  await field.fill("");
  await field.press("Backspace");
  await expect(field).toHaveValue("rmse<1150");
  await field.fill("rmse<much ");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("compared with numbers");
  await page.getByRole("button", { name: "Remove rmse<much" }).click();
  await expect(filters.getByRole("listitem")).toHaveText(["status Completed"]);
  await expect(page).not.toHaveURL(/much/);
  await page.reload();
  await expect(filters.getByRole("listitem")).toHaveText(["status Completed"]);
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(filters).toHaveCount(0);
});

test("a job that is not there says so", async ({ page }) => {
  await page.goto("/local/training-jobs/nowhere");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("nowhere");
});

test("every field says at once what is wrong with it", async ({ page }) => {
  await openForm(page, DATASET);
  const bad: readonly [label: string, value: string, words: string][] = [
    ["Name", "not ok", "Use letters, digits and single hyphens"],
    ["n_estimators", "5001", "It must be at most 5000."],
    ["min_samples_leaf", "1.5", "It must be a whole number."],
    ["max_features", "much", "It must be a number."],
    ["Instances", "0", "Use a whole number from 1 to 100."],
    ["Stop after", "a while", "Use a time like 30 min"],
    ["Expression of metric 1", "(?<=x)y", "RE2 does not take it"],
    ["Expression of metric 2", "rmse", "Put the number in parentheses"],
  ];
  for (const [label, value, words] of bad) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(value);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await expect(page.getByRole("list", { name: "Checks before the start" })).toContainText(
    "n_estimators",
  );
  await expect(page.getByRole("button", { name: "Start training job" })).toBeDisabled();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("the preflight stops a target column that is not there", async ({ page }) => {
  await openForm(page, DATASET);
  await page.getByLabel("target", { exact: true }).fill("Nope");
  const checks = page.getByRole("list", { name: "Checks before the start" });
  await expect(checks).toContainText("No column is named Nope");
  await expect(page.getByRole("button", { name: "Start training job" })).toBeDisabled();
});

test("a job is judged, its archives listed, and its clone tints what differs", async ({ page }) => {
  test.setTimeout(300_000);
  await openForm(page, DATASET);
  await page.getByLabel("n_estimators", { exact: true }).fill("20");
  const name = await start(page);
  await expect(status(page)).toContainText("Completed", { timeout: ENDED_WITHIN_MS });
  await expect(page.getByRole("figure", { name: /validation:rmse/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Phases" })).toContainText("Completed");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: /^Evaluation/ }).click();
  await expect(page.getByRole("table", { name: /better than guessing/ })).toContainText(
    "This model",
  );
  await expectAccessible(page);
  await page.getByRole("link", { name: "Artifacts", exact: true }).click();
  await expect(page.getByRole("table", { name: "model.tar.gz" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download model.tar.gz" }).click(),
  ]);
  expect(download.suggestedFilename()).toContain("tar.gz");
  await page.getByRole("link", { name: "Configuration", exact: true }).click();
  await expect(page.getByRole("region", { name: "The same as code", exact: true })).toContainText(
    name,
  );

  await page.getByRole("link", { name: "Clone" }).click();
  const trees = page.getByLabel("n_estimators", { exact: true });
  await expect(trees).toHaveValue("20");
  await trees.fill("21");
  await expect(trees).toHaveAttribute("data-changed", "");
  await expect(page.getByText("1 field changed")).toBeVisible();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).not.toBe(name);
  await page.goto(`/local/training-jobs?q=${name}`);
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expectAccessible(page);
});

test("a double click starts one job", async ({ page }) => {
  await openForm(page, DATASET);
  await page.getByLabel("n_estimators", { exact: true }).fill("5");
  const name = await page.getByLabel("Name", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Start training job" }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goto(`/local/training-jobs?q=${name}`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a clone says when its image is not registered any more", async ({ page }) => {
  await page.goto(`/local/new-training-job?dataset=${DATASET}&image=long-gone-1`);
  await expect(page.getByRole("main")).toContainText("No image is registered as long-gone-1");
  await expect(page.getByRole("combobox", { name: "Image" })).toHaveValue(/random-forest/);
});

test("a job that failed says why first, where, and gives it all as text", async ({
  page,
  context,
  trainyard,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await startUnfit(trainyard, "unfit");
  await page.goto("/local/training-jobs/unfit");
  await expect(status(page)).toContainText("Failed", { timeout: ENDED_WITHIN_MS });
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText("Nope");
  await expect(page.getByRole("link", { name: /Open in the log, line \d+/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  await expect(page.getByText("Diagnostics copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("Training job: unfit");
  expect(copied).toMatch(/FailureReason: .*Nope/);
});

test("a running job is stopped after a question", async ({ page }) => {
  test.setTimeout(300_000);
  await openForm(page, DATASET);
  await page.getByLabel("n_estimators", { exact: true }).fill("5000");
  await page.getByLabel("min_samples_leaf", { exact: true }).fill("1");
  await start(page);
  await expect(page.getByRole("region", { name: "Log" })).toContainText("trees=", {
    timeout: ENDED_WITHIN_MS,
  });
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Keep training" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Stop training job" }).click();
  await expect(status(page)).toContainText("Stopped", { timeout: ENDED_WITHIN_MS });
});
