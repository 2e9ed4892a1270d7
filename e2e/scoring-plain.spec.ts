import { readFile, rm } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { newDataDir, REGION, readCredentials, type Started, startEngine } from "./fixtures/engine";
import { deployPlain, plainImage, untilInService } from "./fixtures/plain-model";
import { startDashboard } from "./fixtures/trainyard";

const ENDPOINT = "plain";
const SCORED_WITHIN_MS = 60_000;

let dataDir: string;
let image: Awaited<ReturnType<typeof plainImage>>;
let engine: Started;
let dashboard: Started;

const access = async () => ({
  engineUrl: engine.url,
  region: REGION,
  credentials: await readCredentials(dataDir),
});

test.beforeAll(async () => {
  test.setTimeout(300_000);
  [dataDir, image] = await Promise.all([newDataDir(), plainImage()]);
  engine = await startEngine({ dataDir, images: [image.path] });
  dashboard = await startDashboard({ dataDir, engineUrl: engine.url });
  await deployPlain(await access(), ENDPOINT);
});

test.afterAll(async () => {
  await Promise.all([engine?.process.stop(), dashboard?.process.stop()]);
  await Promise.all([rm(dataDir, { recursive: true, force: true }), image.remove()]);
});

test("a container without a schema takes a body by hand", async ({ page }) => {
  await page.goto(`${dashboard.url}/local/score?endpoint=${ENDPOINT}&mode=row`);
  await expect(page.getByText("This model has no schema, so there is no form")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Body").fill("1,2.5\n3,4");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("region", { name: "Answer" })).toHaveText("3.5\n7.0\n");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Content type").selectOption("application/json");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert").getByText(/only supports CSV data/)).toBeVisible();
});

test("a container that fails as a whole still scores every good row", async ({ page }) => {
  await page.goto(`${dashboard.url}/local/score?endpoint=${ENDPOINT}`);
  const rows = Array.from({ length: 1200 }, (_, at) => `${at},${at % 7}`);
  rows[41] = "x,1";
  rows[1100] = "1,y";
  await page.getByLabel("CSV file").setInputFiles({
    name: "numbers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`a,b\n${rows.join("\n")}\n`),
  });
  await expect(page.getByRole("heading", { name: /not checked/ })).toBeVisible();
  await page.getByRole("button", { name: "Score 1,200 rows" }).click();
  await expect(page.getByText("1,198 rows scored, 2 failed")).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
  const failed = page.getByRole("table", { name: "Failed rows" });
  await expect(failed).toContainText("could not convert string to float: 'x'");
  await expect(failed.getByRole("row")).toHaveCount(3);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).split("\n");
  expect(lines[0]).toBe("a,b,prediction,prediction_error");
  expect(lines[1]).toBe("0,0,0.0,");
  expect(lines[42]).toMatch(/^x,1,,.*could not convert/);
  expect(lines).toHaveLength(1202);
});

test("a run whose engine is stopped keeps what it has and goes on later", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${dashboard.url}/local/score?endpoint=${ENDPOINT}`);
  const rows = Array.from({ length: 40_000 }, (_, at) => `${at},1`);
  await page.getByLabel("CSV file").setInputFiles({
    name: "long.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`a,b\n${rows.join("\n")}\n`),
  });
  await page.getByRole("button", { name: "Score 40,000 rows" }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("heading", { name: /^Paused: / })).toBeVisible();
  await expectAccessible(page);
  const port = new URL(engine.url).port;
  await engine.process.stop();
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("heading", { name: /^Stopped: / })).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
  await expect(page.getByText(/Nobody answers at/).first()).toBeVisible();
  engine = await startEngine({ dataDir, images: [image.path], port });
  await untilInService(await access(), ENDPOINT);
  // Going to another page and back loses nothing.
  await page.getByRole("navigation").getByRole("link", { name: "Endpoints" }).click();
  await expect(page.getByRole("link", { name: ENDPOINT })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("40,000 rows scored, none failed")).toBeVisible({
    timeout: SCORED_WITHIN_MS,
  });
});
