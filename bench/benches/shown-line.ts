import { type Opened, withPage } from "../browser.ts";
import { sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, percentile } from "../harness.ts";
import { probeImage } from "../probe-image.ts";
import { delays, LINES } from "./log-line.ts";
import { createJob } from "./training-job.ts";

const CLIENT = "GetLogEvents";
const PAGE = "log page";
const P50 = "p50, ms";
const MAX = "slowest, ms";
const WITHIN_MS = 60_000;

interface Seen {
  /** When each line, which is the time it was printed in nanoseconds, was first in the page. */
  readonly seen: Map<string, number>;
}

/** Installed before the page's own code: notes when a line comes into the page. */
function watchLines(): void {
  const seen = new Map<string, number>();
  Object.assign(window, { seen } satisfies Seen);
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    for (const { textContent } of document.querySelectorAll(".log-line .text")) {
      if (textContent && /^\d{19}$/.test(textContent) && !seen.has(textContent))
        seen.set(textContent, now);
    }
  };
  const options = { childList: true, characterData: true, subtree: true };
  new MutationObserver(look).observe(document, options);
}

/** Milliseconds from printing each line to the page showing it, of those printed after it opened. */
async function delaysOnPage({ page, url }: Opened, job: string): Promise<readonly number[]> {
  await page.goto(`${url}/local/training-jobs/${job}?tab=logs`);
  await page.waitForFunction((lines) => (window as unknown as Seen).seen.size >= lines, LINES, {
    timeout: WITHIN_MS,
  });
  const seen = await page.evaluate(() => [...(window as unknown as Seen).seen]);
  // What had been printed when the page came did not wait for the page.
  const opened = Math.min(...seen.map(([, at]) => at));
  return seen
    .map(([printed, at]) => ({ printed: Number(printed) / 1e6, at }))
    .filter(({ printed }) => printed > opened)
    .map(({ printed, at }) => at - printed);
}

const summary = (all: readonly number[]) => ({
  [P50]: percentile(all, 0.5),
  [MAX]: Math.max(...all),
});

export const shownLine: Bench = {
  name: "shown-line",
  title: "A printed line on screen",
  about: `From a training program printing a line to the log page showing it, as a MutationObserver sees it, beside a client reading it by GetLogEvents: ${LINES} lines a run, five a second. Needs a build (\`npm run build\`).`,
  runs: 3,
  run: async (runs) => {
    const image = await probeImage();
    const samples = await withEngine([image.directory], (access, dataDir) =>
      withPage(access, dataDir, async (opened) => {
        await opened.page.addInitScript(watchLines);
        const begin = () =>
          createJob(sagemakerOf(access), image, { bytes: "0", lines: String(LINES) });
        return alternate(
          [
            { name: CLIENT, measure: async () => summary(await delays(access, await begin())) },
            { name: PAGE, measure: async () => summary(await delaysOnPage(opened, await begin())) },
          ],
          runs,
        );
      }),
    ).finally(image.remove);
    return { samples, claims: [atMost("the slowest line", samples.median(PAGE, MAX), 250, "ms")] };
  },
};
