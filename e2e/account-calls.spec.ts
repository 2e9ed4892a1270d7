import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect } from "@playwright/test";
import { ACCOUNT_TARGET, accessTo, type TwoTargets, test } from "./fixtures/account";
import { apiOf } from "./fixtures/api";
import { deployedEndpoint, SAMPLE, trainedJob } from "./fixtures/deployed";
import { ROOT } from "./fixtures/processes";
import type { Call } from "./fixtures/wire-tap";

const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const DOCUMENT = join(ROOT, "docs", "aws.md");
/** Each is trained on a dataset of its own name. */
const JOBS = ["calls-1", "calls-2", "calls-3"];
const [FIRST = "", SECOND = ""] = JOBS;
const ENDPOINT = "calls-live";

/** Addresses by the names that the table of the document gives them, in the order they are opened. */
const PAGES: Readonly<Record<string, string>> = {
  Home: "",
  Datasets: "datasets",
  Upload: "datasets?upload=1",
  // Before those that follow an endpoint, which go on for a minute after they were closed.
  Activity: "activity",
  Doctor: "doctor",
  "One dataset, never opened before": `datasets/${FIRST}`,
  "One dataset": `datasets/${FIRST}`,
  Images: "images",
  "One image": "images/random-forest-0-1-0",
  "Register an image": "new-image",
  "Training jobs": "training-jobs",
  "Compare, two jobs": `compare?jobs=${FIRST},${SECOND}`,
  "One finished job": `training-jobs/${FIRST}`,
  "its Evaluation": `training-jobs/${FIRST}?tab=evaluation`,
  "its Artifacts": `training-jobs/${FIRST}?tab=artifacts`,
  "New training job": "new-training-job",
  Endpoints: "endpoints",
  "One endpoint": `endpoints/${ENDPOINT}`,
  "Deploy a model": `new-endpoint?from=job:${FIRST}`,
  Score: `score?endpoint=${ENDPOINT}`,
};

type Counts = Readonly<Record<string, number>>;

const EVERY_PAGE = "every page";
/** A page that asks nothing for so long is there. */
const QUIET_MS = 750;

/** A log is followed for a minute after its page was closed, so these are not told apart by page. */
const LEFT_OVER = new Set(["DescribeLogStreams", "GetLogEvents"]);

const nameOf = ({ operation }: Call): string => operation.split(":").at(-1) ?? operation;

/** "`Search` 2, `ListTags`" of a cell of the table. */
const countsIn = (cell: string): Counts =>
  Object.fromEntries(
    [...cell.matchAll(/`(\w+)`(?: (\d+))?/g)].map(([, name = "", count = "1"]) => [
      name,
      Number(count),
    ]),
  );

interface Stated {
  readonly opening: Counts;
  readonly perMinute: Counts;
}

/** What the document says of each page. */
function stated(): ReadonlyMap<string, Stated> {
  const [, section = ""] = readFileSync(DOCUMENT, "utf8").split("## What a page costs in calls");
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return new Map(
    rows.map((row) => {
      const [, page = "", , opening = "", perMinute = ""] = row.split("|");
      return [page.trim(), { opening: countsIn(opening), perMinute: countsIn(perMinute) }];
    }),
  );
}

/** How often each was asked. */
function counted(calls: readonly Call[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(nameOf(call), (counts.get(nameOf(call)) ?? 0) + 1);
  return counts;
}

/** All that a page asks in a browser of its own until it is there, and how long that took. */
async function opened(
  browser: Browser,
  { wire, dashboardUrl }: TwoTargets,
  { path, polled }: { readonly path: string; readonly polled: ReadonlySet<string> },
) {
  const context = await browser.newContext();
  const page = await context.newPage();
  wire.calls.length = 0;
  const from = performance.now();
  await page.goto(`${dashboardUrl}/${ACCOUNT_TARGET}/${path}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const quiet = () => {
    const last = wire.calls.findLast(
      (call) => !polled.has(nameOf(call)) && !LEFT_OVER.has(nameOf(call)),
    );
    return performance.now() - (last?.at ?? performance.now());
  };
  await expect.poll(quiet, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(QUIET_MS);
  const counts = counted(wire.calls);
  await context.close();
  return { counts, minutes: (performance.now() - from) / 60_000 };
}

test.use({ own: "calls" });

test.beforeAll(async ({ targets }) => {
  test.setTimeout(300_000);
  const api = apiOf(targets.dashboardUrl, ACCOUNT_TARGET);
  const account = accessTo(targets);
  await api.send("POST", "images", JSON.parse(readFileSync(ALGORITHM, "utf8")));
  // One after the other: the account throttles.
  for (const job of JOBS) await trainedJob(account, job);
  await deployedEndpoint(account, ENDPOINT, FIRST);
  await deployedEndpoint(account, "calls-quiet", SECOND);
  const rows = readFileSync(SAMPLE, "utf8").split("\n").slice(0, 11).join("\n");
  await api.send("POST", `endpoints/${ENDPOINT}/invocations?header=present`, rows);
});

test("a page asks no more than docs/aws.md says", async ({ browser, targets }) => {
  test.setTimeout(300_000);
  const document = stated();
  const every = document.get(EVERY_PAGE);
  expect([...document.keys()]).toEqual(expect.arrayContaining(Object.keys(PAGES)));
  const beyond: string[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const own = document.get(name);
    const polled = new Set([every, own].flatMap((one) => Object.keys(one?.perMinute ?? {})));
    const { counts, minutes } = await opened(browser, targets, { path, polled });
    for (const [action, count] of counts) {
      const sum = (of: keyof Stated) => (every?.[of][action] ?? 0) + (own?.[of][action] ?? 0);
      const most = sum("opening") + Math.ceil(sum("perMinute") * minutes);
      if (count > most && !LEFT_OVER.has(action))
        beyond.push(`${name}: ${action} ${count} times, ${most} stated`);
    }
  }
  expect(beyond).toEqual([]);
});
