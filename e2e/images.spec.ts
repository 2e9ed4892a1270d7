import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("a registered image shows what it takes, and leads to a job with it", async ({ page }) => {
  await page.goto("/local/images");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "random-forest 0.1.0" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "random-forest 0.1.0" })).toBeVisible();
  const hyperparameters = page.getByRole("table", { name: "Hyperparameters" });
  await expect(hyperparameters.getByRole("row", { name: /^n_estimators integer/ })).toBeVisible();
  await expect(hyperparameters.getByRole("img", { name: "1 to 5,000, default 500" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Channels" })).toContainText("required, text/csv");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Train with it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New training job" })).toBeVisible();
});

test("an image that nobody registered is said", async ({ page }) => {
  await page.goto("/local/images/never-registered");
  await expect(page.getByText("No image is registered as never-registered.")).toBeVisible();
});
