import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

const views = (page: Page) => page.getByRole("navigation", { name: "Views" });
const view = (page: Page, name: string) => views(page).getByRole("link", { name, exact: true });

async function saveView(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Save view" }).click();
}

test("a filter is kept under a name, for everybody, renamed and deleted", async ({
  page,
  browser,
}) => {
  await page.goto("/local/training-jobs?q=status:Failed+image:forest&sort=name");
  await saveView(page, "broken <b>forests</b>");
  await expect(view(page, "broken <b>forests</b>")).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("button", { name: "Save this view" })).toBeHidden();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const another = await browser.newContext();
  const colleague = await another.newPage();
  await colleague.goto(new URL("/local/training-jobs?q=x", page.url()).href);
  await view(colleague, "broken <b>forests</b>").click();
  await expect(colleague).toHaveURL(/q=status%3AFailed\+image%3Aforest&sort=name/);

  await page.getByRole("button", { name: /^Rename or delete/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("broken forests");
  await page.getByRole("button", { name: "Rename view" }).click();
  await expect(view(page, "broken forests")).toBeVisible();

  // The colleague still sees the old name, and is shown what happened to it.
  await colleague.getByRole("button", { name: /^Rename or delete/ }).click();
  await colleague.getByRole("menuitem", { name: "Delete" }).click();
  await expect(view(colleague, "broken forests")).toBeHidden();
  await colleague.getByRole("button", { name: /^Undo/ }).click();
  await expect(view(colleague, "broken <b>forests</b>")).toBeVisible();
  await another.close();
});

test("a name that is taken is refused, and what was typed stays", async ({ page }) => {
  await page.goto("/local/activity?q=object:image");
  await saveView(page, "images");
  await expect(view(page, "images")).toBeVisible();
  await page.goto("/local/activity?q=object:dataset");
  await saveView(page, "images");
  await expect(page.getByText(/There is a view of the name images already/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("images");
  await page.getByRole("textbox", { name: "Name" }).fill("data");
  await page.keyboard.press("Enter");
  await expect(view(page, "data")).toHaveAttribute("aria-current", "page");
});
