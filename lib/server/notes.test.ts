import { afterAll, beforeAll, expect, test } from "vitest";
import { headObject, putText } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { MOST_NOTE_LETTERS } from "@/lib/contracts/notes";
import { noteKey } from "@/lib/domain/workspace";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { getNote, saveNote } from "./notes";
import { testTarget } from "./testing/test-target";
import { bucketOf } from "./workspace";

let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

test("a note says what, when and who, and is gone when it is emptied", async () => {
  expect(await getNote(target, "dataset", "shop")).toEqual({
    text: "",
    savedAt: null,
    by: null,
    etag: null,
  });
  const saved = await saveNote(target, "dataset", "shop", { text: " <b>mind</b>\n ", etag: null });
  expect(saved).toMatchObject({ text: "<b>mind</b>", by: "trainyard" });
  expect(await getNote(target, "dataset", "shop")).toEqual(saved);
  expect((await getNote(target, "endpoint", "shop")).text).toBe("");

  await saveNote(target, "dataset", "shop", { text: "  ", etag: saved.etag });
  const at = { bucket: await bucketOf(target), key: noteKey("dataset", "shop") };
  expect(await headObject(target, at)).toBeNull();
});

test("whoever saves second is told, and loses nothing of the first", async () => {
  const first = await saveNote(target, "training-job", "j", { text: "first", etag: null });
  const late = { code: "Conflict" };
  await expect(
    saveNote(target, "training-job", "j", { text: "other", etag: null }),
  ).rejects.toMatchObject(late);
  const second = await saveNote(target, "training-job", "j", { text: "second", etag: first.etag });
  for (const text of ["third", ""]) {
    await expect(
      saveNote(target, "training-job", "j", { text, etag: first.etag }),
    ).rejects.toMatchObject(late);
  }
  expect(await getNote(target, "training-job", "j")).toEqual(second);

  await saveNote(target, "training-job", "j", { text: "", etag: second.etag });
  await expect(
    saveNote(target, "training-job", "j", { text: "again", etag: second.etag }),
  ).rejects.toMatchObject(late);
});

test("the longest note of the widest characters can be read again", async () => {
  const text = "\u0001".repeat(MOST_NOTE_LETTERS);
  const { etag } = await saveNote(target, "image", "rf-1", { text, etag: null });
  expect(await getNote(target, "image", "rf-1")).toMatchObject({ text, etag });
});

test("what is no note is neither shown as none nor written over", async () => {
  const at = { bucket: await bucketOf(target), key: noteKey("endpoint", "e") };
  await putText(target, at, "", "application/json");
  await expect(getNote(target, "endpoint", "e")).rejects.toMatchObject({
    code: "Conflict",
    message: expect.stringContaining(at.key),
  });
  await expect(
    saveNote(target, "endpoint", "e", { text: "mine", etag: null }),
  ).rejects.toMatchObject({ code: "Conflict" });
});
