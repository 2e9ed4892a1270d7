import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Page } from "@playwright/test";
import { withPage } from "../browser.ts";
import { csvFile } from "../csv-file.ts";
import { type Access, BUCKET, withEngine } from "../engine.ts";
import { alternate, atLeast, type Bench } from "../harness.ts";

const ROWS = 1_000_000;
const RATE = "MB/s";
const PLAIN = "fetch PUT";
const OURS = "upload page";
const AT_ONCE = "upload page, clicked at once";
/** Less than anybody takes to read a form of two fields; the page hashes meanwhile. */
const READING_MS = 2000;
const WITHIN_MS = 300_000;

/** The page's own upload, in the page's time: from the click to the answer to the last request. */
async function uploadByPage(
  page: Page,
  dashboardUrl: string,
  file: string,
  readingMs: number,
): Promise<number> {
  await page.goto(`${dashboardUrl}/local/datasets?upload=1`);
  await page.getByLabel("CSV file").setInputFiles(file);
  await page.getByLabel("Dataset name").fill(`bench-${crypto.randomUUID()}`);
  await page.waitForTimeout(readingMs);
  const clicked = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener("click", ({ timeStamp }) => resolve(timeStamp), { once: true });
      }),
  );
  const completed = page.waitForResponse((response) => /\/complete$/.test(response.url()), {
    timeout: WITHIN_MS,
  });
  await page.getByRole("button", { name: "Upload dataset" }).click();
  const response = await completed;
  if (!response.ok()) throw new Error(`The upload ended with ${response.status()}.`);
  await response.finished();
  const ended = await page.evaluate((url) => {
    const entry = performance.getEntriesByName(url).at(-1) as PerformanceResourceTiming;
    return entry.responseEnd;
  }, response.url());
  return ended - (await clicked);
}

/** The same file from the same page in one request. */
async function uploadByFetch(page: Page, dashboardUrl: string, file: string, access: Access) {
  const s3 = new S3Client({
    ...access,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const object = { Bucket: BUCKET, Key: `bench/${crypto.randomUUID()}.csv` };
  const url = await getSignedUrl(s3, new PutObjectCommand(object));
  await page.goto(`${dashboardUrl}/local/datasets?upload=1`);
  // Not the page's own, which it empties when it has taken the file.
  await page.evaluate(() => {
    document.body.append(
      Object.assign(document.createElement("input"), { type: "file", id: "plain" }),
    );
  });
  const input = page.locator("#plain");
  await input.setInputFiles(file);
  const took = await input.evaluate(async (element, address) => {
    const body = (element as HTMLInputElement).files?.[0];
    const began = performance.now();
    const response = await fetch(address, { method: "PUT", body: body ?? null });
    if (!response.ok) throw new Error(`fetch PUT ended with ${response.status}.`);
    return performance.now() - began;
  }, url);
  const { ContentLength } = await s3.send(new HeadObjectCommand(object));
  if (ContentLength !== (await stat(file)).size) throw new Error("fetch PUT lost a part of it.");
  return took;
}

export const upload: Bench = {
  name: "upload",
  title: "Upload",
  about:
    "A CSV of 1,000,000 rows (100 MB) from Chromium to the engine: the upload page, from the click to the completed object, beside one `fetch` PUT of the file. The page hashes a file while its form is read: once the click comes two seconds after the file was chosen, once at once. Needs a build (`npm run build`).",
  runs: 5,
  run: async (runs) => {
    const folder = await mkdtemp(join(tmpdir(), "trainyard-bench-upload-"));
    const file = join(folder, "rows.csv");
    const size = await csvFile(file, ROWS);
    const rate = (ms: number) => ({ [RATE]: size / 1e3 / ms });
    try {
      const samples = await withEngine([], (access, dataDir) =>
        withPage(access, dataDir, ({ url, page }) => {
          const byFetch = () => uploadByFetch(page, url, file, access);
          const byPage = (readingMs: number) => uploadByPage(page, url, file, readingMs);
          return alternate(
            [
              { name: PLAIN, measure: async () => rate(await byFetch()) },
              { name: OURS, measure: async () => rate(await byPage(READING_MS)) },
              { name: AT_ONCE, measure: async () => rate(await byPage(0)) },
            ],
            runs,
          );
        }),
      );
      const share = samples.median(OURS, RATE) / samples.median(PLAIN, RATE);
      return { samples, claims: [atLeast("upload", share, 0.8, "of a plain PUT")] };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
