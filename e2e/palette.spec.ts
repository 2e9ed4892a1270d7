import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("the palette leads to pages, by the keyboard alone", async ({ page }) => {
  await page.goto("/local/images");
  await expect(page.getByRole("link", { name: "random-forest 0.1.0" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search or run a command" });
  await expect(field).toBeFocused();
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await field.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await field.press("ArrowDown");
  await field.fill("train job");
  await expect(options.first()).toHaveText(/^Training jobs/);
  await field.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Training jobs" })).toBeVisible();
  await expect(field).toBeHidden();
});

test("the palette finds objects by name, runs commands, and gives the focus back", async ({
  page,
}) => {
  await page.goto("/local/datasets");
  const search = page.getByRole("button", { name: "Search" });
  await search.press("Enter");
  const field = page.getByRole("combobox", { name: "Search or run a command" });
  await field.fill("forest");
  const option = page.getByRole("option", { name: /^random-forest-0-1-0/ });
  await expect(option).toBeVisible();
  await field.fill("no such thing: at all");
  await expect(page.getByRole("dialog")).toContainText("Nothing is called");
  await field.press("Escape");
  await expect(search).toBeFocused();

  await page.keyboard.press("Control+k");
  await field.fill("light dark");
  await field.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", /^(light|dark)$/);

  await page.keyboard.press("Control+k");
  await field.fill("forest");
  await option.click();
  await expect(page).toHaveURL(/\/images\/random-forest-0-1-0$/);
});
