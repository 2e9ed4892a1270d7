import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test("the doctor says what is there, and what would mend the rest", async ({ page }) => {
  await page.goto("/local/doctor");
  const here = page.getByRole("table", { name: "This target" });
  await expect(here.getByRole("row", { name: /Engine/ })).toContainText("account 000000000000");
  await expect(here.getByRole("row", { name: /Execution role/ })).toContainText(
    "trainyard-execution",
  );
  await expect(here.getByRole("row", { name: /Reading/ })).toContainText("9 of 9 actions allowed");
  const machine = page.getByRole("table", { name: "This machine" });
  await expect(machine.getByRole("row", { name: /Disk/ })).toContainText("free");
  await expect(machine.getByRole("row", { name: /Runner/ })).toContainText(/sandbox|isolation/i);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const again = page.waitForResponse(/\/api\/v1\/local\/doctor$/);
  await page.getByRole("button", { name: "Check again" }).click();
  expect((await again).status()).toBe(200);
});
