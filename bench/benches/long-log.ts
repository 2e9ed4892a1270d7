import { DescribeTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import { type Opened, withPage } from "../browser.ts";
import { sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, untilItSucceeds } from "../harness.ts";
import { probeImage } from "../probe-image.ts";
import { createJob } from "./training-job.ts";

const SHORT = 100;
const LONG = 100_000;
const SHOWN = "last lines shown, ms";
const LONGEST = "longest frame, ms";
const SLOW = "frames over 50 ms, %";
const WITHIN_MS = 60_000;
const nameOf = (lines: number) => `${lines.toLocaleString("en-US")} lines`;

/** Milliseconds since the navigation at which a text came into the page. */
function watchFor(text: string): void {
  new MutationObserver((_, observer) => {
    const rows = [...document.querySelectorAll(".log-line .text")];
    if (!rows.some(({ textContent }) => textContent?.startsWith(text))) return;
    observer.disconnect();
    requestAnimationFrame(() => Object.assign(window, { shownAt: performance.now() }));
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** Asks for earlier lines whenever it can; true once the log has all of them. */
function bringAll(lines: number): boolean {
  const row = document.querySelector(".log-line");
  if (Number(row?.getAttribute("aria-setsize")) === lines) return true;
  const button = [...document.querySelectorAll("button")].find(({ textContent }) =>
    textContent?.includes("earlier lines"),
  );
  if (button?.getAttribute("aria-disabled") !== "true") button?.click();
  return false;
}

/** Times between frames while a log is scrolled from its end to its beginning in four seconds. */
function scrollThrough(list: Element): Promise<number[]> {
  const end = list.scrollHeight - list.clientHeight;
  return new Promise((resolve) => {
    const frames: number[] = [];
    let began: number | null = null;
    let last = 0;
    const step = (now: number) => {
      if (began === null) began = now;
      else frames.push(now - last);
      last = now;
      const share = Math.min(1, (now - began) / 4000);
      list.scrollTop = end * (1 - share);
      if (share < 1) requestAnimationFrame(step);
      else resolve(frames);
    };
    requestAnimationFrame(step);
  });
}

async function measure({ page, url }: Opened, job: string, lines: number) {
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error("The browser is gone.");
  try {
    const fresh = await context.newPage();
    await fresh.addInitScript(watchFor, `line ${lines} `);
    await fresh.goto(`${url}/local/training-jobs/${job}?tab=logs`);
    const shownAt = await fresh
      .waitForFunction(() => (window as unknown as { shownAt?: number }).shownAt, undefined, {
        timeout: WITHIN_MS,
      })
      .then((handle) => handle.jsonValue());
    const log = fresh.getByRole("listbox");
    await fresh.waitForFunction(bringAll, lines, { timeout: WITHIN_MS });
    const frames = await log.evaluate(scrollThrough);
    const slow = frames.filter((ms) => ms > 50).length;
    return {
      [SHOWN]: shownAt ?? Number.NaN,
      [LONGEST]: Math.max(...frames),
      [SLOW]: (100 * slow) / frames.length,
    };
  } finally {
    await context.close();
  }
}

export const longLog: Bench = {
  name: "long-log",
  title: "100,000 log lines",
  about:
    "From opening the log page of a finished job to its last lines on screen, and the frames while all of it, the earlier lines brought by their button, is scrolled from end to beginning in four seconds, beside a job of 100 lines. Needs a build (`npm run build`).",
  runs: 3,
  run: async (runs) => {
    const image = await probeImage();
    const samples = await withEngine([image.directory], (access, dataDir) =>
      withPage(access, dataDir, async (opened) => {
        const sagemaker = sagemakerOf(access);
        const jobOf = async (lines: number) => {
          const settings = { bytes: "0", lines: "0", burst: String(lines) };
          const TrainingJobName = await createJob(sagemaker, image, settings);
          await untilItSucceeds(async () => {
            const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
            if (job.TrainingJobStatus !== "Completed") throw new Error("still in progress");
          });
          return { name: nameOf(lines), measure: () => measure(opened, TrainingJobName, lines) };
        };
        return alternate([await jobOf(SHORT), await jobOf(LONG)], runs);
      }),
    ).finally(image.remove);
    const long = (quantity: string) => samples.median(nameOf(LONG), quantity);
    return {
      samples,
      claims: [
        atMost("last lines", long(SHOWN), 1000, "ms"),
        atMost("frames over 50 ms", long(SLOW), 1, "%"),
        atMost("the longest frame", long(LONGEST), 100, "ms"),
      ],
    };
  },
};
