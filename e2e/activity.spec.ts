import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("the activity tells what happened, and finds it by the address", async ({ page }) => {
  await page.goto("/local/activity");
  const events = page.getByRole("table", { name: "Events: Today" });
  await expect(events).toContainText("Image random-forest-0-1-0 was registered");
  await expect(page.getByRole("heading", { level: 3, name: /^Today, \d+ \w{3}$/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "Activity" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^at,object,name,state,detail,by\r\n/);
  expect(text).toContain(",image,random-forest-0-1-0,Registered,");

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

test("a note is told with who wrote it, and leads to what it is about", async ({ page }) => {
  await page.goto("/local/images/random-forest-0-1-0");
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("The baseline of the season.");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
  await page.goto("/local/activity?q=object:note");
  const row = page.getByRole("row").filter({ hasText: "A note on image" });
  await expect(row).toContainText("was written");
  await expect(row.getByRole("cell").last()).toHaveText("trainyard");
  await row.getByRole("link", { name: "random-forest-0-1-0" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByRole("button", { name: "Add a note" })).toBeVisible();
});

test("G A leads to the activity", async ({ page }) => {
  await page.goto("/local/images");
  await expect(page.getByRole("link", { name: "random-forest 0.1.0" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
});
