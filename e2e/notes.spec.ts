import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

const IMAGE = "/local/images/random-forest-0-1-0";

const panel = (page: Page) => page.getByRole("region", { name: "Note" });
const field = (page: Page) => page.getByRole("textbox", { name: "Note" });

test("a note is plain text that everybody sees, and its draft outlives a reload", async ({
  page,
}) => {
  await page.goto(IMAGE);
  await page.getByRole("button", { name: "Add a note" }).click();
  await field(page).fill("First line\n<script>alert(1)</script> https://example.org");
  await page.reload();
  await expect(field(page)).toHaveValue(/^First line/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(panel(page)).toContainText("<script>alert(1)</script> https://example.org");
  await expect(panel(page)).toContainText(/saved \d+ s ago by trainyard/);
  await expect(panel(page).getByRole("link")).toHaveCount(0);
  await page.reload();
  await expect(panel(page)).toContainText("First line");

  await page.getByRole("button", { name: "Edit" }).click();
  await field(page).fill("");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByRole("button", { name: "Add a note" })).toBeVisible();
});

test("of two who write at once, the second sees the other's note before saving", async ({
  page,
  browser,
}) => {
  await page.goto(IMAGE);
  await page.getByRole("button", { name: "Add a note" }).click();
  await field(page).fill("mine");

  const another = await browser.newContext();
  const colleague = await another.newPage();
  await colleague.goto(new URL(IMAGE, page.url()).href);
  await colleague.getByRole("button", { name: "Add a note" }).click();
  await field(colleague).fill("theirs");
  await colleague.getByRole("button", { name: "Save note" }).click();
  await expect(panel(colleague)).toContainText("theirs");
  await another.close();

  await page.getByRole("button", { name: "Save note" }).click();
  await expect(panel(page)).toContainText("The note was changed meanwhile");
  await expect(panel(page)).toContainText("theirs");
  await expect(field(page)).toHaveValue("mine");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save mine in its place" }).click();
  await expect(panel(page)).toContainText("mine");
  await expect(panel(page)).not.toContainText("theirs");
});
