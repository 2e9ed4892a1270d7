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

async function choose(page: Page, lines: readonly string[], name = "rows.csv") {
  await page.goto(`/local/score?endpoint=${ENDPOINT}`);
  await page.getByLabel("CSV file").setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(`${lines.join("\n")}\n`),
  });
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
  const cells = (ROWS[0] ?? "").split(",");
  cells[HEADER.split(",").indexOf("Item_MRP")] = "cheap";
  await choose(page, [HEADER, cells.join(","), ...ROWS.slice(1, 20)]);
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

test("rows the model refuses are named, the others are scored", async ({ page }) => {
  const broken = ROWS.slice(0, 1500).map((row, at) => (at === 1200 ? `${row},one,more` : row));
  await choose(page, [HEADER, ...broken]);
  await page.getByRole("button", { name: "Score 1,500 rows" }).click();
  await expect(page.getByText(/1,000 rows scored, 500 failed/)).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
  await expect(page.getByRole("table", { name: "Failed rows" })).toContainText("1201");
  await expect(page.getByRole("button", { name: "Score the failed rows again" })).toBeVisible();
  await expectAccessible(page);
});

test("files that are no table are refused with a way out", async ({ page }) => {
  await choose(page, [""], "empty.csv");
  await expect(page.getByText("empty.csv: The file is empty")).toBeVisible();
  await choose(page, [HEADER], "header.csv");
  await expect(page.getByRole("heading", { name: /no rows below the header/ })).toBeVisible();
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
