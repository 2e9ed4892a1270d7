import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("the activity tells what happened, and finds it by the address", async ({ page }) => {
  await page.goto("/local/activity");
  const events = page.getByRole("table", { name: "Events" });
  await expect(events).toContainText("random-forest-0-1-0");
  await expect(page.getByRole("link", { name: "Activity" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const filter = page.getByRole("combobox", { name: "Filter the activity" });
  await filter.fill("object:server ");
  await expect(page.getByText("server is no object.")).toBeAttached();
  await page.goto("/local/activity?q=object:image+forest");
  await expect(events).toContainText("Registered");
  await page.goto("/local/activity?q=object:endpoint+since:2099-01-01");
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(events).toContainText("random-forest-0-1-0");
});

test("G A leads to the activity", async ({ page }) => {
  await page.goto("/local/images");
  await expect(page.getByRole("link", { name: "random-forest 0.1.0" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
});
