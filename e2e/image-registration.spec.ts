import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

// The form of a new job begins with the image that was registered last.
test.use({ own: "image-registration" });

const FILE = "container/images/random-forest/algorithm.json";

const nameOf = (page: Page) =>
  page.getByRole("region", { name: "Name", exact: true }).getByRole("textbox", { name: "Name" });

test("an image is registered from its file, under a name that is free", async ({ page }) => {
  await page.goto("/local/images");
  await page.getByRole("link", { name: "Register image" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Register an image" })).toBeVisible();
  await page.getByLabel("algorithm.json").setInputFiles(FILE);
  const checks = page.getByRole("list", { name: "Checks before registering" });
  await expect(checks).toContainText("The image random-forest:0.1.0 exists");
  await expect(checks).toContainText("The name random-forest-0-1-0 is taken");
  const register = page.getByRole("button", { name: "Register image" });
  await expect(register).toBeDisabled();

  await nameOf(page).fill("forest-again");
  await expect(checks).toContainText("The name forest-again is free");
  await expect(page.getByRole("region", { name: "The same as code, boto3" })).toContainText(
    'AlgorithmName="forest-again"',
  );
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.reload();
  await expect(nameOf(page)).toHaveValue("forest-again");
  await expect(register).toBeEnabled();
  await register.click();
  await expect(page).toHaveURL(/\/images\/forest-again$/);
  await expect(page.getByRole("table", { name: "Hyperparameters" })).toContainText("n_estimators");
});

test("a file that does not fit is told where, and leaves the form alone", async ({ page }) => {
  await page.goto("/local/new-image?ref=random-forest:0.1.0");
  const image = page.getByLabel("Image", { exact: true });
  await expect(image).toHaveValue("random-forest:0.1.0");
  const broken = (await readFile(FILE, "utf8")).replace('"Type": "Integer"', '"Type": "Int"');
  await page.getByLabel("algorithm.json").setInputFiles({
    name: "mine.json",
    mimeType: "application/json",
    buffer: Buffer.from(broken),
  });
  const alert = page.getByRole("alert").filter({ hasText: "mine.json" });
  await expect(alert).toContainText("mine.json has 1 problem");
  await expect(alert).toContainText(/TrainingSpecification\.SupportedHyperParameters\[\d\]\.Type/);
  await expect(image).toHaveValue("random-forest:0.1.0");
  await expectAccessible(page);
});

test("the form alone registers an image, and expressions are tried with RE2 before", async ({
  page,
}) => {
  await page.goto("/local/new-image");
  await page.getByLabel("Image", { exact: true }).fill("random-forest:0.1.0");
  await nameOf(page).fill("by-hand");
  await page.getByRole("button", { name: "Add metric" }).click();
  const metric = page.getByRole("group", { name: "Metric 1" });
  const called = metric.getByLabel("Metric", { exact: true });
  await called.focus();
  await expect(called).not.toHaveAttribute("aria-invalid");
  await called.blur();
  await expect(called).toHaveAttribute("aria-invalid", "true");
  await called.fill("rmse");
  await metric.getByLabel("Regular expression").fill("(?<=rmse=)([0-9.]+)");
  await expect(metric).toContainText("RE2 cannot read it");
  await metric.getByLabel("Regular expression").fill("rmse=([0-9.]+)");
  await expect(metric).not.toContainText("RE2 cannot read it");
  const register = page.getByRole("button", { name: "Register image" });
  await expect(register).toBeEnabled();
  await register.press("Enter");
  await expect(page).toHaveURL(/\/images\/by-hand$/);
  await expect(page.getByRole("region", { name: "Metrics" })).toContainText("rmse=([0-9.]+)");
});
