import { rm } from "node:fs/promises";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { newWire, type Wire } from "./fixtures/cuttable-proxy";
import { newDataDir, readCredentials, type Started, startEngine } from "./fixtures/engine";
import { inspect } from "./fixtures/inspector";
import { expectLines, logConsole, readLines } from "./fixtures/log-console";
import {
  newScript,
  readJobLog,
  type Script,
  scriptedImage,
  startScriptedJob,
} from "./fixtures/scripted-job";
import { startDashboard } from "./fixtures/trainyard";

const STOP_WITHIN_MS = 10_000;
/** Browsers allow six connections to an origin over HTTP/1.1. */
const TABS = 12;

let dataDir: string;
let image: Awaited<ReturnType<typeof scriptedImage>>;
let engine: Started;
let dashboard: Started;
let wire: Wire;
let base: string;
let script: Script;

const portOf = ({ url }: Started) => new URL(url).port;

async function runDashboard(nodeArgs: readonly string[] = []): Promise<Started> {
  const started = await startDashboard({
    dataDir,
    engineUrl: engine.url,
    env: { TRAINYARD_ALLOWED_HOSTS: `127.0.0.1:${wire.port}` },
    nodeArgs,
  });
  wire.leadTo(Number(portOf(started)));
  return started;
}

async function startJob(name: string): Promise<void> {
  const credentials = await readCredentials(dataDir);
  await startScriptedJob({ engineUrl: engine.url, credentials }, name, script);
}

const jobUrl = (name: string, query = "tab=logs") => `${base}/local/training-jobs/${name}?${query}`;
const liveMark = (page: Page) => page.getByRole("banner").getByText(/^(Live|Stale|Offline|Connec)/);
const expectLive = (page: Page) => expect(liveMark(page)).toHaveText(/^Live/);

test.beforeAll(async () => {
  [dataDir, image, wire] = await Promise.all([newDataDir(), scriptedImage(), newWire()]);
  base = `http://127.0.0.1:${wire.port}`;
  engine = await startEngine({ dataDir, images: [image.path] });
  dashboard = await runDashboard();
});

test.afterAll(async () => {
  await Promise.all([engine.process.stop(), dashboard.process.stop()]);
  wire.close();
  await Promise.all([image.remove(), rm(dataDir, { recursive: true, force: true })]);
});

test.beforeEach(async () => {
  script = await newScript();
});

test.afterEach(() => script.close());

test("10,000 lines arrive once each, with the wire cut and the dashboard killed meanwhile", async ({
  page,
}) => {
  await startJob("cut-often");
  await page.goto(jobUrl("cut-often"));
  for (const printed of [1000, 2000, 3000, 4000]) {
    await script.print(500);
    expect(wire.cut()).toBeGreaterThan(0);
    await script.print(500);
    await expectLines(page, printed);
  }
  await script.print(2000);
  dashboard.process.child.kill("SIGKILL");
  await script.print(2000);
  await expect(liveMark(page)).toHaveText(/^Offline/);
  dashboard = await runDashboard();
  await script.print(2000);
  await script.end();
  await expectLines(page, 10_000);
  await expect(page.getByRole("status", { name: "Status" })).toContainText("Completed");

  const credentials = await readCredentials(dataDir);
  const logged = await readJobLog({ engineUrl: engine.url, credentials }, "cut-often");
  expect(logged).toHaveLength(10_000);
  expect(await readLines(page)).toEqual(logged);
});

async function openTabs(context: BrowserContext, url: string): Promise<Page[]> {
  const tabs: Page[] = [];
  for (let tab = 0; tab < TABS; tab += 1) {
    const page = await context.newPage();
    await page.goto(url);
    tabs.push(page);
  }
  return tabs;
}

test("twelve tabs of one browser load and stay live", async ({ context }) => {
  await startJob("many-tabs");
  await script.print(100);
  const tabs = await openTabs(context, jobUrl("many-tabs"));
  for (const tab of tabs) await expectLines(tab, 100);
  await script.print(1);
  for (const tab of tabs) {
    await expectLines(tab, 101);
    await expectLive(tab);
  }
  // The tabs that are left go on when others are closed.
  for (const tab of tabs.splice(0, TABS - 1)) await tab.close();
  await script.print(1);
  await expectLines(tabs[0] as Page, 102);
  await script.end();
});

test("without SharedWorker a page is as live", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
  await startJob("no-worker");
  await page.goto(jobUrl("no-worker"));
  await script.print(100);
  await expectLines(page, 100);
  wire.cut();
  await script.print(100);
  await expectLines(page, 200);
  await expectLive(page);
  await script.end();
  await expect(page.getByRole("status", { name: "Status" })).toContainText("Completed");
});

test("tabs go on when the browser ends the worker that serves them", async ({ page, browser }) => {
  const session = await browser.newBrowserCDPSession();
  const workers = async () => {
    const { targetInfos } = await session.send("Target.getTargets");
    return targetInfos.filter(({ type }) => type === "shared_worker").map((one) => one.targetId);
  };
  await startJob("worker-gone");
  await page.goto(jobUrl("worker-gone"));
  await script.print(100);
  await expectLines(page, 100);
  const before = await workers();
  expect(before).toHaveLength(1);
  for (const targetId of before) await session.send("Target.closeTarget", { targetId });
  await expect.poll(workers).not.toEqual(before);
  await script.print(100);
  await expectLines(page, 200);
  await expectLive(page);
  expect(await workers()).toHaveLength(1);
  await script.end();
});

test("reload, back and a copied link lead to the same place", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await startJob("linked");
  await script.print(3000);
  await script.end();
  await page.goto(`${base}/local/training-jobs?q=linked+status:Completed`);
  await page.getByRole("link", { name: "linked", exact: true }).click();
  await page.getByRole("link", { name: "Logs" }).click();
  // The overview has a log too.
  await expect(page).toHaveURL(/tab=logs/);
  await expectLines(page, 3000);
  const search = logConsole(page).getByRole("searchbox", { name: "Search the log" });
  await search.fill("line 0001500");
  await expect(logConsole(page).getByText("1 of 3,000 lines match")).toBeVisible();
  await page.reload();
  await expect(search).toHaveValue("line 0001500");
  await expect(logConsole(page).getByText("1 of 3,000 lines match")).toBeVisible();

  await search.press("Enter");
  const line = logConsole(page).getByRole("option", { name: /line 0001500/ });
  await expect(line).toBeInViewport();
  await logConsole(page).getByTitle("Copy link to line 1,500").click();
  await expect(page.getByText("Link to line 1,500 copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  await expect(logConsole(other).getByRole("option", { name: /line 0001500/ })).toBeInViewport();
  await other.close();

  await page.goBack();
  await expect(page.getByRole("link", { name: "Overview" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.goBack();
  await expect(page.getByRole("combobox", { name: "Find training jobs" })).toHaveValue("linked");
  await expect(page.getByRole("list", { name: "Filters" })).toHaveText("status Completed");
  await expect(page.getByRole("link", { name: "linked", exact: true })).toBeVisible();
});

test("a long log is searched, loaded and linked beyond its newest lines", async ({ page }) => {
  await startJob("long");
  await script.print(7000);
  await script.end();
  await page.goto(jobUrl("long", "tab=logs&q=line+0001234"));
  await expect(logConsole(page).getByText("0 of 5,000 lines match")).toBeVisible();
  await page.getByRole("button", { name: "Load 2,000 earlier lines" }).click();
  await expect(logConsole(page).getByText("1 of 7,000 lines match")).toBeVisible();

  await page.goto(jobUrl("long"));
  await page.getByRole("link", { name: "Go to line 1" }).click();
  const parts = page.getByRole("navigation", { name: "Part of the log" });
  await expect(parts).toContainText("Lines 1 to 1,000 of 7,000");
  await expect(logConsole(page).getByRole("option", { name: /line 0000001/ })).toBeInViewport();
  await parts.getByRole("link", { name: "Later lines" }).click();
  await expect(logConsole(page).getByRole("option", { name: /line 0001001/ })).toBeInViewport();
  await parts.getByRole("link", { name: "Newest lines" }).click();
  await expectLines(page, 5000);
});

test("a page says when the engine or the dashboard is gone, comes back, and keeps what was typed", async ({
  page,
}) => {
  await page.goto(`${base}/local/datasets?upload=1`);
  await page.getByLabel("CSV file").setInputFiles({
    name: "prices.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("size,price\n1,2\n"),
  });
  await page.getByLabel("Dataset name").fill("typed-by-hand");
  await expectLive(page);

  await engine.process.stop();
  await expect(liveMark(page)).toHaveText(/^Stale/);
  engine = await startEngine({ dataDir, images: [image.path], port: portOf(engine) });
  await expectLive(page);

  expect(await dashboard.process.stop()).toBeLessThan(STOP_WITHIN_MS);
  expect(dashboard.process.child.exitCode).toBe(0);
  await expect(liveMark(page)).toHaveText(/^Offline/);
  dashboard = await runDashboard();
  await expectLive(page);
  await expect(page.getByLabel("Dataset name")).toHaveValue("typed-by-hand");
});

test("pages, route handlers and the server's process share their objects", async ({ page }) => {
  await dashboard.process.stop();
  dashboard = await runDashboard(["--inspect=127.0.0.1:0"]);
  const process = await inspect(dashboard.process);
  const home = 'globalThis[Symbol.for("trainyard.process-wide")]';
  const read = (expression: string) => process.evaluate(`${home}${expression}`);
  expect(await read(".has('dashboard.presence')")).toBe(true);
  expect(await read(".has('aws.targets')")).toBe(false);

  // Only the page's module graph has run now; then the browser opens a stream of the handler's.
  await fetch(`${base}/local/datasets`);
  expect(await read(".has('aws.targets')")).toBe(true);
  await process.evaluate(`globalThis.before = ${home}.get('aws.targets')`);
  expect(await read(".has('live')")).toBe(false);
  await page.goto(`${base}/local/datasets`);
  await expectLive(page);
  expect(await read(".has('live')")).toBe(true);
  expect(await read(".get('aws.targets') === globalThis.before")).toBe(true);
  expect(await read(".get('dashboard.presence').streams.size")).toBe(1);
  process.close();
});
