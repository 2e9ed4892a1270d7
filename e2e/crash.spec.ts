import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

declare global {
  interface Window {
    kept: typeof Array.prototype.toSorted;
  }
}

test("a page whose drawing throws says so in its place, and the others go on", async ({ page }) => {
  // A browser that lacks what the list of endpoints is drawn with.
  await page.addInitScript(() => {
    window.kept = Array.prototype.toSorted;
    Reflect.deleteProperty(Array.prototype, "toSorted");
  });
  await page.goto("/local/endpoints");
  await expect(
    page.getByRole("heading", { level: 1, name: "This page has failed" }),
  ).toBeAttached();
  await expect(page.getByText(/toSorted is not a function/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy diagnostics" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: /^Images/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Images" })).toBeVisible();
  await page.goBack();
  await page.evaluate(() => {
    Array.prototype.toSorted = window.kept;
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
});
