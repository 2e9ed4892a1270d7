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

test("a page of which a part does not come says so, and is whole after a reload", async ({
  page,
}) => {
  const html = await (await page.request.get("/local/training-jobs")).text();
  const scripts = "**/_next/static/chunks/**";
  // What stands in the page itself comes; what it asks for later does not.
  await page.route(scripts, (route) =>
    html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  );
  await page.goto("/local/training-jobs");
  await expect(page.getByText("A part of this page did not come")).toBeVisible();
  await expectAccessible(page);
  await page.unroute(scripts);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByText("No training jobs yet")).toBeVisible();
});
