import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { SAMPLE, startForest, trainedJob } from "./fixtures/deployed";
import { test } from "./fixtures/trainyard";

const STOPPED_WITHIN_MS = 120_000;

/** One that has ended, and one that goes on until somebody stops it. */
test.beforeAll(async ({ trainyard }) => {
  test.setTimeout(600_000);
  await trainedJob(trainyard, "picked-1");
  await startForest(trainyard, "picked-2", await readFile(SAMPLE), {
    n_estimators: "5000",
    min_samples_leaf: "1",
  });
});

test("the list's columns are chosen, kept, and everything it shows is a file", async ({ page }) => {
  await page.goto("/local/training-jobs");
  const table = page.getByRole("table", { name: "Training jobs" });
  await expect(table.getByRole("columnheader", { name: "Dataset" })).toBeVisible();
  await page.getByRole("button", { name: /^Columns \d+ of \d+$/ }).click();
  const chooser = page.getByRole("dialog", { name: "Columns" });
  await chooser.getByLabel("Dataset").uncheck();
  await chooser.getByLabel("n_estimators").check();
  await expectAccessible(page);
  await chooser.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: /^Columns / })).toBeFocused();
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "n_estimators" })).toBeVisible();
  await expect(table.getByRole("columnheader", { name: "Dataset" })).toHaveCount(0);
  await expectNoSidewaysScroll(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("training-jobs.csv");
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^name,status,image,.*hp\.n_estimators/);
  expect(lines.length - 1).toBe((await table.getByRole("row").count()) - 1);
});

test("a selection outlives a reload, on a phone too, and is tagged and compared", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/local/training-jobs?q=picked");
  await page.getByLabel("Select picked-1").check();
  await page.getByLabel("Select picked-2").check();
  await page.goto(page.url().replace("q=picked", "q=picked-2"));
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("2 selected, 1 outside this filter");
  await expectNoSidewaysScroll(page);

  await bar.getByRole("button", { name: "Tag" }).click();
  const dialog = page.getByRole("dialog", { name: "Tag 2 training jobs" });
  await dialog.getByLabel("Key").fill("aws:mine");
  await expect(dialog).toContainText("Keys that begin with aws: are AWS's own.");
  await dialog.getByLabel("Key").fill("sweep");
  await dialog.getByLabel("Value").fill("7");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Tag training jobs" }).click();
  await expect(page.getByRole("row").filter({ hasText: "picked-2" })).toContainText("sweep");

  await page.keyboard.press("Shift+C");
  await expect(page.getByRole("heading", { name: "Compare 2 training jobs" })).toBeVisible();
  // Jobs without metric definitions have no curves, and each of these has a dataset of its own.
  await expect(page.getByText("there is no curve to draw")).toBeVisible();
  await expect(page.getByText("They were trained on different datasets")).toBeVisible();
  const table = page.getByRole("table", { name: "The jobs side by side" });
  await expect(table.getByRole("row", { name: /^n_estimators/ })).toContainText("5000");
  await expect(table.getByRole("row", { name: /^Image/ })).toHaveCount(0);
  await page.getByLabel(/^Hide \d+ identical rows?$/).uncheck();
  await expect(table.getByRole("row", { name: /^Image/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("selected jobs are counted beyond the filter, exported, and stopped after a question", async ({
  page,
}) => {
  await page.goto("/local/training-jobs?q=picked");
  const bar = page.getByRole("region", { name: "Selection" });
  await page.getByLabel("Select all that are listed").check();
  await expect(bar).toContainText("2 selected");
  await page.getByLabel("Select picked-2").uncheck();
  await expect(bar).toContainText("1 selected");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Find training jobs" }).fill("-2 ");
  await expect(bar).toContainText("1 outside this filter");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    bar.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  expect(text.split("\r\n").slice(1)).toEqual([expect.stringMatching(/^picked-1,/), ""]);

  await page.goto("/local/training-jobs?q=picked");
  await page.getByLabel("Select all that are listed").check();
  await bar.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("dialog", { name: "Stop 1 training job?" })).toContainText(
    "picked-2",
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop training jobs" }).click();
  const row = page.getByRole("row").filter({ hasText: "picked-2" });
  await expect(row).toContainText("Stopped", { timeout: STOPPED_WITHIN_MS });
  await bar.getByRole("button", { name: "Clear the selection" }).click();
  await expect(bar).toHaveCount(0);
});
