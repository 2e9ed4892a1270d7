import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { test } from "./fixtures/trainyard";

test.use({ own: "datasets" });

const UPLOAD = "/local/datasets?upload=1";

const csv = (name: string, content: string | Buffer) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(content),
});

async function choose(page: Page, name: string, content: string | Buffer) {
  await page.goto(UPLOAD);
  await page.getByLabel("CSV file").setInputFiles(csv(name, content));
}

test("an empty list offers the sample and the upload", async ({ page }) => {
  await page.goto("/local/datasets");
  await expect(page.getByRole("heading", { name: "No datasets yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Use the sample" }).click();
  await expect(page.getByLabel("Dataset name")).toHaveValue("sales-train");
  await expect(page.getByLabel("Target column")).toHaveValue("Item_Outlet_Sales");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a file is uploaded, described, downloaded and deleted", async ({ page }) => {
  const content = "size,colour,price\n1,red,10.5\n2,,11\n3,blue,12\n";
  await choose(page, "My prices (1).csv", content);
  await expect(page.getByLabel("Dataset name")).toHaveValue("my-prices-1");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "my-prices-1" })).toBeVisible();
  await expect(page.getByText("3 rows").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Columns" })).toContainText("colour");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download My-prices/ }).click(),
  ]);
  const stream = await download.createReadStream();
  expect((await stream.toArray()).join("")).toBe(content);

  await page.goto("/local/datasets");
  const cells = page.getByRole("row").filter({ hasText: "my-prices-1" }).getByRole("cell");
  await expect(cells.nth(2)).toHaveText("3");
  await expect(cells.nth(4)).toHaveText("first row");
  await expect(cells.nth(8)).toHaveText(/^\d+ warnings?$/);
  await expect(cells.nth(9)).toHaveText("0");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto("/local/datasets/my-prices-1");
  await expect(page.getByLabel("Target column")).toHaveValue("price");
  await page.getByRole("button", { name: "Delete" }).click();
  const confirm = page.getByRole("button", { name: "Delete dataset" });
  await expect(confirm).toBeDisabled();
  await page.getByLabel("Type my-prices-1 to confirm").fill("my-prices-1");
  await confirm.click();
  await expect(page.getByRole("heading", { level: 1, name: "Datasets" })).toBeVisible();
  await expect(page.getByText("my-prices-1", { exact: true })).toHaveCount(0);
});

test("a target chosen later is kept with the dataset", async ({ page }) => {
  await choose(page, "kept.csv", "a,b\n1,2\n3,4\n");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "kept" })).toBeVisible();
  await page.getByLabel("Target column").selectOption("a");
  await expect(page.getByText("Settings saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Target column")).toHaveValue("a");
});

test("a name that is taken is refused and nothing is lost", async ({ page }) => {
  await choose(page, "twice.csv", "a,b\n1,2\n");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "twice" })).toBeVisible();
  await choose(page, "twice.csv", "a,b\n5,6\n");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "A dataset named twice exists already.",
  );
  await page.goto("/local/datasets/twice");
  await expect(page.getByRole("table", { name: "Preview" })).toContainText("1");
});

const REFUSED: readonly [file: string, content: string | Buffer, words: string][] = [
  ["empty.csv", "", "The file is empty"],
  ["picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]), "This is not a CSV file"],
  ["packed.csv.gz", gzipSync("a,b\n1,2\n"), "The file is compressed"],
  [
    "letter.csv",
    "Dear reader\nthis is a letter of some length\nand no table\n",
    "This does not look like a table",
  ],
];

for (const [file, content, words] of REFUSED) {
  test(`${file} is refused before anything is sent`, async ({ page }) => {
    await choose(page, file, content);
    await expect(page.getByRole("main").getByRole("alert")).toContainText(words);
    await expect(page.getByRole("button", { name: "Upload dataset" })).toHaveCount(0);
  });
}

test("a folder and a second file are answered with words", async ({ page }) => {
  await page.goto(UPLOAD);
  const drop = (files: readonly string[]) =>
    page.getByText("Drop a CSV here").evaluate((zone, names) => {
      const dataTransfer = new DataTransfer();
      for (const name of names) dataTransfer.items.add(new File(["a,b\n1,2\n"], name));
      zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    }, files);
  await drop(["one.csv", "two.csv"]);
  await expect(page.getByText("One file at a time: one.csv was taken.")).toBeVisible();
  await expect(page.getByLabel("Dataset name")).toHaveValue("one");
});

test("a file that changed on disk is not uploaded, and says so", async ({ page }) => {
  const path = join(await mkdtemp(join(tmpdir(), "trainyard-changed-")), "changed.csv");
  await writeFile(path, "a,b\n1,2\n");
  await page.goto(UPLOAD);
  await page.getByLabel("CSV file").setInputFiles(path);
  await expect(page.getByLabel("Dataset name")).toHaveValue("changed");
  await writeFile(path, "a,b\n3,4\n5,6\n");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The file was changed or moved since it was chosen");
  await page.getByRole("button", { name: "Cancel upload" }).click();
  await page.getByLabel("CSV file").setInputFiles(path);
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "changed" })).toBeVisible();
});

test("an upload that was left goes on when its file is chosen again", async ({ page }) => {
  const path = join(await mkdtemp(join(tmpdir(), "trainyard-left-")), "left.csv");
  await writeFile(path, `a,b\n${"1234567,7654321\n".repeat(2_000_000)}`);
  const choose = async () => {
    await page.goto(UPLOAD);
    await page.getByLabel("CSV file").setInputFiles(path);
  };
  await choose();
  await page.getByLabel("Dataset name").fill("left-behind");
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("link", { name: "Images" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Images" })).toBeVisible();
  await choose();
  await expect(page.getByLabel("Dataset name")).toHaveValue("left-behind");
  await expect(page.getByText("This file was being uploaded before")).toBeVisible();
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "left-behind" })).toBeVisible();
  await choose();
  await expect(page.getByLabel("Dataset name")).toHaveValue("left");
});

test("ragged rows are counted before the upload", async ({ page }) => {
  await choose(page, "ragged.csv", "a,b,c\n1,2,3\n4,5\n6,7,8,9\n");
  await expect(page.getByText(/^2 of the rows read have more or fewer fields/)).toBeVisible();
});

test("a bad name is explained while it is typed", async ({ page }) => {
  await choose(page, "fine.csv", "a,b\n1,2\n");
  await page.getByLabel("Dataset name").fill("Not OK");
  await expect(page.getByLabel("Dataset name")).toHaveAccessibleDescription(
    /Use lower-case letters, digits and single hyphens/,
  );
});

test("a dataset that is not there says so", async ({ page }) => {
  await page.goto("/local/datasets/nowhere");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "There is no dataset named nowhere.",
  );
});

test("the images page shows the shipped algorithm and its specification", async ({ page }) => {
  await page.goto("/local/images");
  await expectAccessible(page);
  await page.getByRole("link", { name: /random-forest/ }).click();
  await expect(page.getByRole("table", { name: "Hyperparameters" })).toContainText("n_estimators");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
