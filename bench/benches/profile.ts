import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Opened, withPage } from "../browser.ts";
import { csvFile } from "../csv-file.ts";
import { withEngine } from "../engine.ts";
import { alternate, atMost, type Bench } from "../harness.ts";
import { memoryRise } from "../memory.ts";

const FEW = 100_000;
const MANY = 1_000_000;
const OPENED = "table opens, ms";
const JUMPED = "jump to the last rows, ms";
const PROFILED = "profile, s";
const MEMORY = "memory of the dashboard on top, MiB";
const TASK = "longest task of the page, ms";
const WITHIN_MS = 120_000;
const nameOf = (rows: number) => `${rows.toLocaleString("en-US")} rows`;

interface Watched {
  longestTask: number;
}

/** Notes the longest task of the main thread. */
function watchTasks(): void {
  const watched: Watched = { longestTask: 0 };
  Object.assign(window, watched);
  new PerformanceObserver((list) => {
    const all = window as unknown as Watched;
    for (const { duration } of list.getEntries())
      all.longestTask = Math.max(all.longestTask, duration);
  }).observe({ type: "longtask", buffered: true });
}

const now = (page: Page) => page.evaluate(() => performance.now());

/** Waits for a row of the preview; answers when, in the page's time. */
async function rowShown(page: Page, row: number): Promise<number> {
  const preview = page.getByRole("table", { name: "Preview" });
  const name = new RegExp(`^${row.toLocaleString("en-US")}\\b`);
  await preview.getByRole("row", { name }).waitFor({ timeout: WITHIN_MS });
  return now(page);
}

async function measure({ page, url, pid }: Opened, file: string, rows: number) {
  await page.addInitScript(watchTasks);
  await page.goto(`${url}/local/datasets?upload=1`);
  await page.getByLabel("CSV file").setInputFiles(file);
  const begin = page.getByRole("button", { name: "Upload dataset" });
  await begin.waitFor();
  const rise = await memoryRise(pid);
  const uploaded = page.waitForResponse((answer) => /\/complete$/.test(answer.url()), {
    timeout: WITHIN_MS,
  });
  await begin.click();
  await uploaded;
  const completed = await now(page);
  const opened = await rowShown(page, 1);
  const progress = page.getByRole("progressbar", { name: "Profiling" });
  await progress.waitFor({ state: "hidden", timeout: WITHIN_MS });
  await page.getByText(nameOf(rows)).first().waitFor({ timeout: WITHIN_MS });
  const profiled = await now(page);
  const asked = await now(page);
  await page.getByLabel("Go to row").fill(String(rows - 10));
  const jumped = await rowShown(page, rows - 10);
  const { longestTask } = await page.evaluate(() => ({
    longestTask: (window as unknown as Watched).longestTask,
  }));
  return {
    [OPENED]: opened - completed,
    [PROFILED]: (profiled - completed) / 1000,
    [JUMPED]: jumped - asked,
    [MEMORY]: await rise(),
    [TASK]: longestTask,
  };
}

export const profile: Bench = {
  name: "profile",
  title: "A million rows",
  about:
    "A CSV of 1,000,000 rows (100 MB) beside one of 100,000, each with a fresh dashboard: uploaded by the page, opened as a dataset, profiled, and gone to its last rows. Times are from the completed upload, the jump's from the row being typed. Needs a build (`npm run build`).",
  runs: 3,
  run: async (runs) => {
    const fileOf = (rows: number) => join(tmpdir(), `trainyard-bench-${process.pid}-${rows}.csv`);
    await Promise.all([FEW, MANY].map((rows) => csvFile(fileOf(rows), rows)));
    const contestant = (rows: number) => ({
      name: nameOf(rows),
      measure: () =>
        withEngine([], (access, dataDir) =>
          withPage(access, dataDir, (opened) => measure(opened, fileOf(rows), rows)),
        ),
    });
    try {
      const samples = await alternate([contestant(FEW), contestant(MANY)], runs);
      const many = (quantity: string) => samples.median(nameOf(MANY), quantity);
      return {
        samples,
        claims: [
          atMost("the longest task of the page", many(TASK), 200, "ms"),
          atMost(
            "memory",
            many(MEMORY) / samples.median(nameOf(FEW), MEMORY),
            1.5,
            "of that of 100,000 rows",
          ),
          atMost("table opens", many(OPENED), 1000, "ms"),
          atMost("jump to the last rows", many(JUMPED), 1000, "ms"),
        ],
      };
    } finally {
      await Promise.all([FEW, MANY].map((rows) => rm(fileOf(rows), { force: true })));
    }
  },
};
