import { afterAll, beforeAll, expect, test } from "vitest";
import { putText } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { mapLimited } from "@/lib/domain/map-limited";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { datasetNames } from "./dataset-names";
import { testTarget } from "./testing/test-target";

const BUCKET = "sagemaker-us-east-1-000000000000";
let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
  const names = Array.from({ length: 60 }, (_, at) => `set-${String(at).padStart(2, "0")}`);
  await mapLimited(names, 16, (name) =>
    putText(target, { bucket: BUCKET, key: `datasets/${name}/data/x.csv` }, "a\n1\n", "text/csv"),
  );
}, 120_000);
afterAll(() => engine.dispose());

/** The names of every page, with S3 answering five at a time. */
async function walk(query: { q?: string; limit: number }): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await datasetNames(target, BUCKET, { ...query, cursor }, 5);
    pages.push([...page.names]);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < 20);
  return pages;
}

test("every name is on one page", async () => {
  const pages = await walk({ limit: 12 });
  expect(pages.map(({ length }) => length)).toEqual([12, 12, 12, 12, 12]);
  expect(new Set(pages.flat()).size).toBe(60);
});

test("a search that finds nothing at first goes on to the end of the list", async () => {
  const pages = await walk({ q: "SET-5", limit: 50 });
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat()).toHaveLength(10);
});

test("a bucket that is not there yet holds none", async () => {
  expect(await datasetNames(target, "not-there", {})).toEqual({ names: [], nextCursor: null });
});
