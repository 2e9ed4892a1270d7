import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("the menu of a narrow screen takes the focus, and Escape gives it back", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/local/images");
  await expect(page.getByRole("link", { name: "random-forest 0.1.0" })).toBeVisible();
  const opener = page.getByRole("button", { name: "Menu" });
  await opener.press("Enter");
  const menu = page.getByRole("navigation", { name: "Main" });
  await expect(menu.getByRole("link").first()).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await expect(menu).toBeHidden();
});

test("single keys lead about, and can be switched off", async ({ page }) => {
  await page.goto("/local/images");
  await expect(page.getByRole("link", { name: "random-forest 0.1.0" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await expectAccessible(page);
  await sheet.getByLabel("Single-key shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("?");
  await expect(sheet).toBeHidden();
});

test("the first key of a page skips to its content", async ({ page }) => {
  await page.goto("/local/images");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("a menu whose code comes on opening is worked by keys, and gives the focus back", async ({
  page,
}) => {
  await page.goto("/local/datasets");
  const trigger = page.getByRole("button", { name: /^Target/ });
  await trigger.focus();
  for (const key of ["Enter", "ArrowDown"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await expect(trigger).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(trigger).toBeFocused();
  }
});
