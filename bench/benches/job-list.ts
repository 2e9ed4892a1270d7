import { withPage } from "../browser.ts";
import { callCounter } from "../call-counter.ts";
import { withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, type Contestant, timed } from "../harness.ts";

const FEW = 50;
const MANY = 5000;
const PAINTED = "list painted, ms";
const BY_METRIC = "sorted by a metric, ms";
const READ = "records read to paint";
const IDLE_CALLS = "calls in 10 s of looking";
const IDLE_RECORDS = "records in 10 s of looking";
/** Until the live stream has told the page what it knows. */
const SETTLED_MS = 3000;
const IDLE_MS = 10_000;
const WITHIN_MS = 60_000;
const nameOf = (jobs: number) => `${jobs.toLocaleString("en-US")} jobs`;

/** Milliseconds since the navigation at which the first rows were painted. */
function watchRows(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".data-table .row-link")) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => Object.assign(window, { paintedAt: performance.now() })),
    );
  }).observe(document, { childList: true, subtree: true });
}

async function withList<T>(jobs: number, work: (contestant: Contestant) => Promise<T>): Promise<T> {
  return withEngine(
    [],
    async ({ endpoint }, dataDir) => {
      const counter = await callCounter(endpoint);
      return withPage({ endpoint: counter.url }, dataDir, async ({ page, url }) => {
        await page.addInitScript(watchRows);
        const open = async () => {
          await page.goto(`${url}/local/training-jobs`);
          const handle = await page.waitForFunction(
            () => (window as unknown as { paintedAt?: number }).paintedAt,
            undefined,
            { timeout: WITHIN_MS },
          );
          return (await handle.jsonValue()) ?? Number.NaN;
        };
        // A first time compiles and connects.
        await open();
        return work({
          name: nameOf(jobs),
          measure: async () => {
            await page.goto("about:blank");
            counter.reset();
            const painted = await open();
            const { records } = counter.counts();
            await page.waitForTimeout(SETTLED_MS);
            counter.reset();
            await page.waitForTimeout(IDLE_MS);
            const idle = counter.counts();
            const byMetric = await timed(() =>
              fetch(`${url}/api/v1/local/training-jobs?sort=metric:validation:rmse`),
            );
            return {
              [PAINTED]: painted,
              [READ]: records,
              [IDLE_CALLS]: idle.calls,
              [IDLE_RECORDS]: idle.records,
              [BY_METRIC]: byMetric,
            };
          },
        });
      }).finally(counter.close);
    },
    { seed: jobs },
  );
}

export const jobList: Bench = {
  name: "job-list",
  title: "5,000 training jobs",
  about:
    "From opening the list of training jobs to its first rows painted, with 5,000 finished jobs beside 50 (`npm run engine -- --seed N`); what the dashboard asks its target for meanwhile, and while nothing changes. Needs a build (`npm run build`).",
  runs: 5,
  run: async (runs) => {
    const samples = await withList(FEW, (few) =>
      withList(MANY, (many) => alternate([few, many], runs)),
    );
    const many = (quantity: string) => samples.median(nameOf(MANY), quantity);
    const ratio = many(PAINTED) / samples.median(nameOf(FEW), PAINTED);
    return {
      samples,
      claims: [
        atMost("list painted", ratio, 1.3, "of that of 50"),
        atMost("records read while nothing changes", many(IDLE_RECORDS), 0, ""),
      ],
    };
  },
};
