import { expect, type Page } from "@playwright/test";
import { openForm, uploadSample } from "./fixtures/training-form";
import { test } from "./fixtures/trainyard";

const DATASET = "drafted-sales";

test.beforeAll(({ browser, trainyard }) => uploadSample(browser, trainyard, DATASET));

test("what was typed outlives a reload, and can be discarded", async ({ page }) => {
  await openForm(page, DATASET);
  await page.getByLabel("n_estimators", { exact: true }).fill("77");
  await page.reload();
  await expect(page.getByLabel("n_estimators", { exact: true })).toHaveValue("77");
  await expect(page.getByText(/Draft saved \d+ s ago/)).toBeVisible();
  await page.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByLabel("n_estimators", { exact: true })).toHaveValue("500");
  await expect(page.getByText(/Draft saved/)).toBeHidden();
});

test("two tabs with one form each keep what was typed in them", async ({ page, context }) => {
  await openForm(page, DATASET);
  const trees = (tab: Page) => tab.getByLabel("n_estimators", { exact: true });
  await trees(page).fill("77");
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(trees(second)).toHaveValue("77");
  await trees(second).fill("88");
  await second.reload();
  await page.reload();
  await expect(trees(second)).toHaveValue("88");
  await expect(trees(page)).toHaveValue("77");
});

test("a draft that no longer reads is as good as none", async ({ page }) => {
  await openForm(page, DATASET);
  await page.getByLabel("n_estimators", { exact: true }).fill("77");
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("trainyard.draft.")) localStorage.setItem(key, '{"value":{"channels":7}}');
    }
  });
  await page.reload();
  await expect(page.getByLabel("n_estimators", { exact: true })).toHaveValue("500");
});
