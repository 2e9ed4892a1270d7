import { setTimeout as pause } from "node:timers/promises";
import { ListTrainingJobsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { ACCOUNT_REGION, ACCOUNT_TARGET, type TwoTargets, test } from "./fixtures/account";
import { type Call, throttled } from "./fixtures/wire-tap";

const TABS = [
  "",
  "datasets",
  "images",
  "training-jobs",
  "training-jobs?status=Completed",
  "endpoints",
  "activity",
  "doctor",
  "new-training-job",
  "new-image",
  "datasets?upload=1",
  "score",
];

/** Half of what AWS grants, calls a second: docs/engine-coverage.md has the whole. */
const HALF: Readonly<Record<string, number>> = {
  "sagemaker:ListTrainingJobs": 1,
  "sagemaker:Search": 2,
  "sagemaker:ListEndpoints": 2,
  "sagemaker:ListAlgorithms": 2,
  "sagemaker:ListModels": 2,
  "sagemaker:ListEndpointConfigs": 2,
  "logs:FilterLogEvents": 2.5,
  "logs:GetLogEvents": 5,
  "logs:DescribeLogStreams": 12.5,
};
const WATCHED_MS = 25_000;

/** Operations that were called oftener than this in some stretch of the time, with how often. */
function beyond(calls: readonly Call[]): string[] {
  return Object.entries(HALF).flatMap(([operation, rate]) => {
    const times = calls.filter((call) => call.operation === operation).map(({ at }) => at);
    const most = (seconds: number) => rate * seconds + Math.max(rate, 1);
    return times.flatMap((from, first) =>
      times.slice(first).flatMap((to, more) => {
        const seconds = (to - from) / 1000;
        // On a busy machine one call may arrive late, and the next one in time.
        return more > most(seconds) ? [`${operation}: ${more + 1} in ${seconds.toFixed(1)} s`] : [];
      }),
    );
  });
}

/** Another tool of the account, which uses the other half of the scarcest rate. */
function anotherTool({ account: { url, credentials } }: TwoTargets) {
  const client = new SageMakerClient({
    ...{ endpoint: url, region: ACCOUNT_REGION, credentials },
    maxAttempts: 1,
  });
  const ended = new AbortController();
  const work = async () => {
    let answers = 0;
    while (!ended.signal.aborted) {
      await client.send(new ListTrainingJobsCommand({}));
      answers += 1;
      await pause(1000, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    return answers;
  };
  const answers = work();
  return {
    end: () => {
      ended.abort();
      return answers;
    },
  };
}

/** A browser of no windows shows all of its tabs at once; one with a window shows the front one. */
const turn = (page: Page, state: "visible" | "hidden") =>
  page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

/** Opens every tab and looks at each in turn. */
async function openTabs(context: BrowserContext) {
  const pages: Page[] = [];
  for (const path of TABS) {
    const page = await context.newPage();
    await page.goto(`/${ACCOUNT_TARGET}/${path}`);
    pages.push(page);
    await turn(page, "hidden");
  }
  for (const page of pages) {
    await turn(page, "visible");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("alert").filter({ hasText: "Try again" })).toHaveCount(0);
    if (page !== pages.at(-1)) await turn(page, "hidden");
  }
}

for (const workers of ["with", "without"]) {
  test(`twelve tabs ${workers} a shared worker leave half of AWS's limits to others`, async ({
    context,
    targets,
  }) => {
    test.setTimeout(240_000);
    if (workers === "without") {
      await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedWorker"));
    }
    const { wire } = targets;
    wire.calls.length = 0;
    const other = anotherTool(targets);
    await openTabs(context);
    const began = wire.calls[0]?.at ?? 0;
    await expect
      .poll(() => (wire.calls.at(-1)?.at ?? 0) - began, { timeout: 120_000 })
      .toBeGreaterThan(WATCHED_MS);
    expect(await other.end()).toBeGreaterThan(5);
    expect(throttled(wire.calls)).toEqual([]);
    expect(beyond(wire.calls)).toEqual([]);
    const asked = new Set(wire.calls.map(({ operation }) => operation));
    expect([...asked]).toEqual(expect.arrayContaining(["sagemaker:Search", "iam:ListRoles"]));
  });
}
