import { afterAll, beforeAll, expect, test } from "vitest";
import { getLogSample } from "./log-sample";
import { openShop, shopJob } from "./testing/shop";
import { getJob, startJob } from "./training-jobs";

let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function run(name: string, hyperparameters: Record<string, string>) {
  await startJob(shop.target, shopJob(name, { hyperparameters }));
  await expect
    .poll(async () => (await getJob(shop.target, name)).endedAt, { timeout: 30_000, interval: 50 })
    .not.toBeNull();
}

test("a short log is there whole", async () => {
  await run("short", {});
  const { lines, cutAfter } = await getLogSample(shop.target, "short");
  expect(lines).toContain("rmse=12.5");
  expect(cutAfter).toBeNull();
}, 60_000);

test("of a long log there are 2,000 lines of its beginning and of its end", async () => {
  await run("long", { mode: "long" });
  const { lines, cutAfter } = await getLogSample(shop.target, "long");
  expect(lines).toHaveLength(4000);
  expect(cutAfter).toBe(2000);
  expect(lines[1999]).toBe("step=2000");
  expect(lines[2000]).toBe("step=23001");
  expect(lines.at(-1)).toBe("step=25000");
}, 60_000);

test("the log of a job that does not exist is not sought", async () => {
  await expect(getLogSample(shop.target, "nope")).rejects.toMatchObject({ code: "NotFound" });
});
