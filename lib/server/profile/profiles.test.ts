import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listObjects, putText } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { type ProfileEvent, profileEvent } from "@/lib/contracts/dataset-profile";
import { datasetFileKey, datasetPrefix } from "@/lib/domain/workspace";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { updateSettings } from "../datasets";
import { SHOP_BUCKET, shopCsv, uploadText } from "../testing/shop";
import { testTarget } from "../testing/test-target";
import { getRows } from "./dataset-rows";
import { getGlance } from "./glance";
import { profileFiles } from "./profile-files";
import { getProfile, makeProfile } from "./profiles";

// The thread's entry is made by the dashboard's build; here the same work runs on this thread.
vi.mock("./profile-thread", () => ({
  profileInThread: (
    order: Parameters<typeof profileFiles>[0],
    _: AbortSignal,
    report: () => void,
  ) => profileFiles(order, report),
}));

let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

async function profile(name: string): Promise<ProfileEvent[]> {
  const response = await makeProfile(name, { target, path: "/test" });
  const lines = (await response.text()).trim().split("\n");
  return lines.map((line) => profileEvent.parse(JSON.parse(line)));
}

const put = (name: string, file: string, text: string) =>
  putText(target, { bucket: SHOP_BUCKET, key: datasetFileKey(name, file) }, text, "text/csv");

test("a dataset is profiled once, and again when its bytes or its header change", async () => {
  await uploadText(target, "shop", shopCsv(100));
  expect(await getProfile(target, "shop")).toBeNull();
  expect((await profile("shop")).at(-1)).toEqual({ kind: "done" });
  expect(await getProfile(target, "shop")).toMatchObject({
    version: 1,
    rows: 100,
    header: "present",
    files: [{ name: "data.csv", rows: 100, indexed: true }],
    columns: [{ name: "price", type: "integer" }, { name: "size" }, { name: "sales" }],
  });

  expect(await getGlance(target, "shop", "sales")).toMatchObject({
    ...{ rows: 100, files: 1, header: "present", isWhole: true },
    bytes: shopCsv(100).length,
    findings: expect.any(Number),
  });
  const spreadOf = async (label: string | null) =>
    (await getGlance(target, "shop", label))?.spread ?? null;
  expect(await spreadOf("size")).toEqual([66, 34]);
  const bars = (await spreadOf("sales")) ?? [];
  expect(bars.length).toBeLessThanOrEqual(24);
  expect(bars.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(await spreadOf("nothing")).toBeNull();
  expect(await getGlance(target, "nothing-here", null)).toBeNull();

  await updateSettings(target, "shop", { header: "absent" });
  expect(await getProfile(target, "shop")).toBeNull();
  await updateSettings(target, "shop", { header: "present" });
  expect(await getProfile(target, "shop")).toMatchObject({ rows: 100 });

  await put("shop", "data.csv", shopCsv(101));
  expect(await getProfile(target, "shop")).toBeNull();
});

test("two who ask at once share one pass", async () => {
  await uploadText(target, "shared", shopCsv(50));
  const [one, two] = await Promise.all([profile("shared"), profile("shared")]);
  expect(one.at(-1)).toEqual({ kind: "done" });
  expect(two.at(-1)).toEqual({ kind: "done" });
  expect(await getProfile(target, "shared")).toMatchObject({ rows: 50 });
});

test("what is given up leaves nothing behind", async () => {
  await uploadText(target, "left", shopCsv(50));
  const response = await makeProfile("left", { target, path: "/test" });
  await response.body?.cancel();
  // The next one waits for the end of the one before.
  await uploadText(target, "after", shopCsv(50));
  expect((await profile("after")).at(-1)).toEqual({ kind: "done" });
  const { objects } = await listObjects(target, SHOP_BUCKET, datasetPrefix("left"));
  expect(objects.map(({ key }) => key)).not.toContain("datasets/left/meta/profile.json");
});

test("an open quote is named with its record, and how to mend it", async () => {
  await put("quote", "data.csv", `${shopCsv(50)}1,"Small,2\n`);
  expect((await profile("quote")).at(-1)).toMatchObject({
    kind: "problem",
    problem: { code: "Conflict", detail: "data.csv: record 52 opens a quote that nothing closes." },
  });
});

test("what is no table is not profiled", async () => {
  await put(
    "letter",
    "data.csv",
    "Dear reader,\nthis is a letter of some words\nand no table at all\n",
  );
  await expect(makeProfile("letter", { target, path: "/test" })).rejects.toThrow(
    "cannot be read as a table",
  );
});

test("rows anywhere in a large dataset of several files are read by their place", async () => {
  const wide = "x".repeat(300);
  const row = (at: number) => `${at},${wide}`;
  const file = (from: number, to: number) =>
    `n,text\n${Array.from({ length: to - from }, (_, at) => row(from + at)).join("\n")}\n`;
  await put("large", "a.csv", file(0, 4500));
  await put("large", "b.csv", file(4500, 6000));

  const before = await getRows(target, "large", { offset: 0, limit: 5 });
  expect(before).toMatchObject({ complete: false });
  expect(before.available).toBeLessThan(4500);

  expect((await profile("large")).at(-1)).toEqual({ kind: "done" });
  for (const offset of [0, 999, 3998, 4498, 5995]) {
    const { rows, available, complete } = await getRows(target, "large", { offset, limit: 5 });
    expect({ available, complete }).toEqual({ available: 6000, complete: true });
    expect(rows.map(({ number }) => number - 1)).toEqual([0, 1, 2, 3, 4].map((at) => offset + at));
    expect(rows.map(({ cells: [n] }) => n)).toEqual(
      [0, 1, 2, 3, 4].map((at) => String(offset + at)),
    );
  }
});

test("only rows with something missing are read from anywhere, under their numbers", async () => {
  const wide = "x".repeat(300);
  // Every 700th row lacks its number, the last is cut short; between them whole blocks lack nothing.
  const row = (at: number) => (at % 700 === 0 ? `NA,${wide}` : `${at},${wide}`);
  const file = (from: number, to: number, end: string) =>
    `n,text\n${Array.from({ length: to - from }, (_, at) => row(from + at)).join("\n")}\n${end}`;
  await put("gaps", "a.csv", file(1, 4500, ""));
  await put("gaps", "b.csv", file(4500, 9000, "9000\n"));
  const missing = "1";
  const before = await getRows(target, "gaps", { missing });
  expect(before.rows.map(({ number }) => number)).toEqual([700, 1400, 2100, 2800]);

  await profile("gaps");
  expect((await getProfile(target, "gaps"))?.files).toMatchObject([
    { incomplete: 6 },
    { incomplete: 7 },
  ]);
  const numbers = [...Array.from({ length: 12 }, (_, at) => (at + 1) * 700), 9000];
  for (const [offset, limit] of [
    [0, 100],
    [0, 3],
    [4, 4],
    [11, 5],
    [13, 5],
  ] as const) {
    const { rows, available } = await getRows(target, "gaps", { offset, limit, missing });
    expect(available).toBe(13);
    expect(rows.map(({ number }) => number)).toEqual(numbers.slice(offset, offset + limit));
  }
  const { rows } = await getRows(target, "gaps", { offset: 12, missing });
  expect(rows).toEqual([{ number: 9000, cells: ["9000"] }]);
});
