import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test.use({ own: "home" });

test("the first run loads the sample in one click, and then says to train on it", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("From a CSV to predictions");
  await expect(page.getByRole("list", { name: "The six steps" })).toContainText("Dataset, current");
  const machine = page.getByRole("list", { name: "Where containers run here" });
  await expect(machine).toContainText(/Runner.*(Sandbox: containers|No isolation: containers)/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("button", { name: "Load the sample" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "sales-train" })).toBeVisible();
  await expect(page.getByLabel("Target column")).toHaveValue("Item_Outlet_Sales");

  await page.getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("heading", { name: "Train on sales-train" })).toBeVisible();
  const journey = page.getByRole("list", { name: "Journey of sales-train" });
  await expect(journey).toContainText("Dataset, done");
  await expect(journey).toContainText("Training job, current");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: "Start a training job" }).click();
  await expect(page).toHaveURL(/\/new-training-job\?dataset=sales-train$/);
});
