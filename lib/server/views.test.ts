import { afterAll, beforeAll, expect, test } from "vitest";
import { putText } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { MOST_VIEWS, saveViewBody } from "@/lib/contracts/views";
import { viewsKey } from "@/lib/domain/workspace";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { testTarget } from "./testing/test-target";
import { deleteView, listViews, renameView, saveView } from "./views";
import { bucketOf } from "./workspace";

let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

const names = ({ views }: { views: readonly { name: string }[] }) => views.map(({ name }) => name);

test("a view is kept, renamed and deleted, by list", async () => {
  await saveView(target, "datasets", { name: "shops", query: "q=shop" });
  const { views } = await saveView(target, "datasets", { name: "all irises", query: "q=iris" });
  expect(views.map(({ name, query }) => [name, query])).toEqual([
    ["all irises", "q=iris"],
    ["shops", "q=shop"],
  ]);
  expect(names(await listViews(target, "endpoints"))).toEqual([]);
  const [first] = views;
  if (!first) throw new Error("no view");
  expect(names(await renameView(target, "datasets", first.id, "irises"))).toEqual([
    "irises",
    "shops",
  ]);
  await expect(renameView(target, "datasets", first.id, "shops")).rejects.toMatchObject({
    code: "AlreadyExists",
  });
  expect(names(await deleteView(target, "datasets", first.id))).toEqual(["shops"]);
  await expect(deleteView(target, "datasets", first.id)).rejects.toMatchObject({
    code: "NotFound",
  });
  expect(names(await listViews(target, "datasets"))).toEqual(["shops"]);
});

test("of views saved at the same moment none is lost", async () => {
  const together = ["a", "b", "c", "d"];
  await Promise.all(
    together.map((name) => saveView(target, "training-jobs", { name, query: `q=${name}` })),
  );
  expect(names(await listViews(target, "training-jobs"))).toEqual(together);
});

test("of one name saved twice at the same moment one is refused", async () => {
  const twice = await Promise.allSettled(
    ["q=1", "q=2"].map((query) => saveView(target, "endpoints", { name: "mine", query })),
  );
  expect(twice.filter(({ status }) => status === "rejected")).toMatchObject([
    { reason: { code: "AlreadyExists" } },
  ]);
  expect(names(await listViews(target, "endpoints"))).toEqual(["mine"]);
});

test("a list keeps so many views and no more, and what cannot be read is not written over", async () => {
  const at = { bucket: await bucketOf(target), key: viewsKey("activity") };
  const views = Array.from({ length: MOST_VIEWS }, (_, index) => ({
    id: crypto.randomUUID(),
    name: `view ${index}`,
    query: "q=x",
    savedAt: "2026-11-21T10:00:00.000Z",
  }));
  await putText(target, at, JSON.stringify({ version: 1, views }), "application/json");
  await expect(
    saveView(target, "activity", { name: "one more", query: "q=y" }),
  ).rejects.toMatchObject({
    code: "Conflict",
    message: `A list keeps at most ${MOST_VIEWS} views.`,
  });

  for (const text of ["", "not JSON", '{"version":2,"views":[]}', "x".repeat(200_000)]) {
    await putText(target, at, text, "application/json");
    const refused = { code: "Conflict", message: expect.stringContaining(at.key) };
    await expect(listViews(target, "activity")).rejects.toMatchObject(refused);
    await expect(
      saveView(target, "activity", { name: "mine", query: "q=y" }),
    ).rejects.toMatchObject(refused);
  }
});

test("a name is one line of text, a query is a query string", () => {
  const fits = (body: unknown) => saveViewBody.safeParse(body).success;
  expect(fits({ name: "<b>ünder 1,150</b> ../..", query: "q=a%20b&sort=-created" })).toBe(true);
  for (const name of ["", "   ", "a\nb", "a\u0000b", "a\u2028b", "x".repeat(61)]) {
    expect(fits({ name, query: "q=a" }), JSON.stringify(name)).toBe(false);
  }
  for (const query of ["", "q=a b", "q=ü", `q=${"x".repeat(1000)}`]) {
    expect(fits({ name: "mine", query }), query.slice(0, 20)).toBe(false);
  }
});
