import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { deployedEndpoint, SAMPLE, trainedJob } from "./fixtures/deployed";
import { test } from "./fixtures/trainyard";

const ENDPOINT = "scoring";
const SCORED_WITHIN_MS = 60_000;
const [HEADER = "", ...ROWS] = readFileSync(SAMPLE, "utf8").trimEnd().split("\n");

test.beforeAll(async ({ trainyard }) => {
  test.setTimeout(600_000);
  await trainedJob(trainyard, "scoring-job");
  await deployedEndpoint(trainyard, ENDPOINT, "scoring-job");
});

async function chooseBytes(page: Page, buffer: Buffer, name: string) {
  await page.goto(`/local/score?endpoint=${ENDPOINT}`);
  await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer });
}

const choose = (page: Page, lines: readonly string[], name = "rows.csv") =>
  chooseBytes(page, Buffer.from(`${lines.join("\n")}\n`), name);

async function score(page: Page, rows: string, answer: string | RegExp) {
  await page.getByRole("button", { name: `Score ${rows} rows` }).click();
  await expect(page.getByText(answer)).toBeVisible({ timeout: SCORED_WITHIN_MS });
}

async function downloaded(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFileSync(await (await download).path());
}

/** The row with another value in a column. */
function changed(row: string, column: string, value: string): string {
  const cells = row.split(",");
  cells[HEADER.split(",").indexOf(column)] = value;
  return cells.join(",");
}

const without = (column: string, lines: readonly string[]): string[] => {
  const at = HEADER.split(",").indexOf(column);
  return lines.map((line) =>
    line
      .split(",")
      .filter((_, index) => index !== at)
      .join(","),
  );
};

test("a missing column is named, and nothing can be sent", async ({ page }) => {
  await choose(page, without("Item_MRP", [HEADER, ...ROWS.slice(0, 20)]));
  await expect(page.getByRole("heading", { name: /Cannot be scored: .*Item_MRP/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Columns" })).toContainText("Missing");
  await expect(page.getByRole("button", { name: /^Score/ })).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("words in a column of numbers are found before sending", async ({ page }) => {
  await choose(page, [
    HEADER,
    ...ROWS.slice(0, 20).map((row) => changed(row, "Item_MRP", "cheap")),
  ]);
  await expect(page.getByRole("heading", { name: /Item_MRP must hold numbers/ })).toBeVisible();
});

test("a file with actual values gets RMSE, a plot and its rows", async ({ page }) => {
  await choose(page, [HEADER, ...ROWS.slice(0, 1500)]);
  await expect(page.getByText(/Can be scored: .* and the label too/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Score 1,500 rows" }).click();
  await expect(page.getByText("1,500 rows scored, none failed")).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
  await expect(page.getByText("from 1,500 rows with actual values")).toBeVisible();
  await expect(page.getByRole("figure", { name: /Predicted against actual/ })).toBeVisible();
  const rows = page.getByRole("table", { name: "Rows" });
  await expect(rows.getByRole("columnheader").last()).toContainText("prediction");
  await page.getByLabel("Go to row").fill("1200");
  await expect(rows.getByRole("cell", { name: "1,200", exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("rows the model refuses fail alone, and the file says why", async ({ page }) => {
  const broken = ROWS.slice(0, 1500).map((row, at) => (at === 1200 ? `${row},one` : row));
  broken[299] = changed(broken[299] ?? "", "Item_MRP", "cheap");
  await choose(page, [HEADER, ...broken]);
  await expect(page.getByText(/Rows without a number in Item_MRP will be refused/)).toBeVisible();
  await score(page, "1,500", "1,498 rows scored, 2 failed");
  const failed = page.getByRole("table", { name: "Failed rows" });
  await expect(failed.getByRole("row").nth(1)).toContainText(/300.*row 300.*Item_MRP.*cheap/);
  await expect(failed.getByRole("row").nth(2)).toContainText(/1,201.*row 1201 has 13 fields/);
  await expect(page.getByRole("button", { name: "Score the failed rows again" })).toBeVisible();
  const all = (await downloaded(page, "Download CSV")).toString().split("\n");
  expect(all[0]).toBe(`${HEADER},prediction,prediction_error`);
  expect(all[1]?.startsWith(`${ROWS[0]},`)).toBe(true);
  expect(all[300]).toMatch(/cheap.*,,"?row 300, column Item_MRP/);
  const alone = (await downloaded(page, "Download the failed rows")).toString().trimEnd();
  expect(alone.split("\n")).toHaveLength(3);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a finished run is kept: reloaded, listed, and opened by its address", async ({ page }) => {
  const rows = ROWS.slice(0, 40).map((row, at) =>
    at === 6 ? changed(row, "Item_MRP", "cheap") : row,
  );
  await choose(page, [HEADER, ...rows], "kept.csv");
  await score(page, "40", "39 rows scored, 1 failed");
  await expect(page.getByText("Kept in History")).toBeVisible();
  await expect(page).toHaveURL(/run=\d{8}T\d{6}Z-/);
  const address = page.url();
  await page.reload();
  await expect(page.getByRole("heading", { name: "39 rows scored, 1 failed" })).toBeVisible();
  await expect(page.getByText(/kept\.csv, scored/)).toBeVisible();
  await expect(page.getByText("from 39 rows with actual values")).toBeVisible();
  const failed = page.getByRole("table", { name: "Failed rows" });
  await expect(failed).toContainText(/row 7, column Item_MRP/);
  const table = page.getByRole("table", { name: "Rows", exact: true });
  await expect(table.getByRole("columnheader").last()).toContainText("prediction");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: /^History/ }).click();
  await expect(page).toHaveURL(/mode=history/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "kept.csv" }).first().click();
  await expect(page).toHaveURL(address);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").split("\n");
  expect(lines[0]).toBe(`${HEADER},prediction,prediction_error`);
});

test("a run that is not there says so", async ({ page }) => {
  await page.goto(`/local/score?endpoint=${ENDPOINT}&run=20200101T000000Z-aaaaaa`);
  await expect(page.getByText(/There is no scoring run 20200101T000000Z-aaaaaa/)).toBeVisible();
  await expect(page.getByText(/Drop another CSV/)).toBeVisible();
});

test("a table in another form is sent as the model reads it and comes back as it was", async ({
  page,
}) => {
  const text = [HEADER, ...ROWS.slice(0, 30)]
    .map(
      (line, at) => `${line.replaceAll(",", ";")};${at === 0 ? "Gr\u00f6\u00dfe" : "\u00fc"}\r\n`,
    )
    .join("");
  const bytes = Buffer.from(text, "latin1");
  await chooseBytes(page, bytes, "excel.csv");
  await expect(page.getByText(/semicolon separated and in a one-byte encoding/)).toBeVisible();
  await score(page, "30", "30 rows scored, none failed");
  const scored = await downloaded(page, "Download CSV");
  const lines = scored.toString("latin1").split("\r\n");
  const before = text.split("\r\n");
  expect(lines[0]).toBe(`${before[0]};prediction`);
  expect(lines[7]?.replace(/;[\d.]+$/, "")).toBe(before[7]);
});

test("one row is predicted from a form made of the schema", async ({ page }) => {
  await page.goto(`/local/score?endpoint=${ENDPOINT}&mode=row`);
  const price = page.getByLabel("Item_MRP");
  await price.fill("cheap");
  await expect(page.getByText(/Use a number with a decimal point/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Predict" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await price.fill("99999");
  await expect(page.getByText(/Outside the range of training/)).toBeVisible();
  await price.fill("140.5");
  await page.getByLabel("Outlet_Size").selectOption("(missing)");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(",140.5,").first()).toBeVisible();
  await expect(page.getByRole("figure", { name: /all other values as in the form/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.reload();
  await expect(price).toHaveValue("140.5");
});

test("the browser asks before a run is left, and another page does not end it", async ({
  page,
}) => {
  const many = Array.from({ length: 30 }, () => ROWS).flat();
  await choose(page, [HEADER, ...many], "long.csv");
  await page.getByRole("button", { name: /^Score [\d,]+ rows$/ }).click();
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await page.getByRole("navigation").getByRole("link", { name: "Endpoints" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText(/[\d,]+ rows scored, none failed/)).toBeVisible({
    timeout: 2 * SCORED_WITHIN_MS,
  });
});

test("files that are no table are refused with a way out", async ({ page }) => {
  await choose(page, [""], "empty.csv");
  await expect(page.getByText("empty.csv: The file is empty")).toBeVisible();
  await choose(page, [HEADER], "header.csv");
  await expect(page.getByRole("heading", { name: /no rows below the header/ })).toBeVisible();
  await chooseBytes(page, Buffer.from(`\ufeff${HEADER}\n`, "utf16le"), "unicode.csv");
  await expect(page.getByText("unicode.csv: The file is UTF-16 text")).toBeVisible();
  await choose(page, [HEADER, `"${ROWS[0]}`], "quote.csv");
  await expect(page.getByRole("heading", { name: /never closed/ })).toBeVisible();
});

test("columns in another order, and unknown ones, are set right and said", async ({ page }) => {
  const turned = [HEADER, ...ROWS.slice(0, 30)].map((line, at) => {
    const cells = line.split(",");
    return [at === 0 ? "note" : "x", ...cells.slice(1), cells[0]].join(",");
  });
  await choose(page, turned);
  await expect(page.getByText(/Can be scored/)).toBeVisible();
  await expect(page.getByText(/note is left out/)).toBeVisible();
  await page.getByRole("button", { name: "Score 30 rows" }).click();
  await expect(page.getByText("30 rows scored, none failed")).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
});
