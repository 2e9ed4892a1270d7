import { gzipSync } from "node:zlib";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { pack } from "tar-stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { archiveSize, listArchive, readMember } from "./archives";
import { schemaOfModel } from "./model-files";
import { SHOP_SCHEMA } from "./testing/shop";
import { testTarget } from "./testing/test-target";

const Bucket = "sagemaker-us-east-1-000000000000";
let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

type Entry = { name: string; text?: string; type?: "symlink" | "directory"; linkname?: string };

async function tarball(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { text, ...header } of entries) archive.entry(header, text ?? "");
  archive.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of archive) parts.push(part as Uint8Array);
  return gzipSync(Buffer.concat(parts));
}

async function put(key: string, body: Buffer): Promise<string> {
  await clientsFor(target).s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body }));
  return `s3://${Bucket}/${key}`;
}

test("members are named and measured; nothing of their names is used as a path", async () => {
  const uri = await put(
    "hostile.tar.gz",
    await tarball([
      { name: "./", type: "directory" },
      { name: "./schema.json", text: "{}" },
      { name: "../../etc/passwd", text: "root" },
      { name: "link", type: "symlink", linkname: "/etc/shadow" },
    ]),
  );
  expect(await listArchive(target, uri)).toEqual({
    cut: false,
    members: [
      { name: "schema.json", sizeBytes: 2, kind: "file" },
      { name: "../../etc/passwd", sizeBytes: 4, kind: "file" },
      { name: "link", sizeBytes: 0, kind: "symlink" },
    ],
  });
  expect(await readMember(target, uri, "schema.json")).toEqual({ ok: true, text: "{}" });
  const marked = await tarball([{ name: "schema.json", text: "\ufeff{}" }]);
  expect(await readMember(target, await put("mark.tar.gz", marked), "schema.json")).toEqual({
    ok: true,
    text: "{}",
  });
  expect(await readMember(target, uri, "link")).toEqual({ ok: false, reason: "noMember" });
  expect(await archiveSize(target, uri)).toBeGreaterThan(0);
});

test("an archive of very many members is listed up to a bound", async () => {
  const entries = Array.from({ length: 1005 }, (_, at) => ({ name: `m${at}`, text: "x" }));
  const listing = await listArchive(target, await put("many.tar.gz", await tarball(entries)));
  expect(listing?.members).toHaveLength(1000);
  expect(listing?.cut).toBe(true);
});

test("a member that unpacks to more than is read is refused by its header", async () => {
  const bomb = await tarball([{ name: "evaluation.json", text: "0".repeat(17 * 1024 ** 2) }]);
  const uri = await put("bomb.tar.gz", bomb);
  expect(await readMember(target, uri, "evaluation.json")).toEqual({
    ok: false,
    reason: "tooLarge",
  });
});

test("what comes out of an archive is counted, whatever its headers say", async () => {
  const zeros = "0".repeat(9 * 1024 ** 2);
  const bomb = await tarball([
    { name: "first.json", text: "{}" },
    { name: "zeros", text: zeros },
    { name: "last.json", text: "{}" },
  ]);
  expect(bomb.length).toBeLessThan(20_000);
  const uri = await put("zeros.tar.gz", bomb);
  const most = 8 * 1024 ** 2;
  expect(await listArchive(target, uri, most)).toMatchObject({
    cut: true,
    members: [{ name: "first.json" }, { name: "zeros" }],
  });
  expect(await readMember(target, uri, "first.json", most)).toEqual({ ok: true, text: "{}" });
  expect(await readMember(target, uri, "last.json", most)).toEqual({
    ok: false,
    reason: "tooLarge",
  });
  expect(await readMember(target, uri, "last.json")).toEqual({ ok: true, text: "{}" });
});

test("a member's name is cut, however long an extended header makes it", async () => {
  const uri = await put("names.tar.gz", await tarball([{ name: "n".repeat(50_000), text: "x" }]));
  expect((await listArchive(target, uri))?.members[0]?.name).toHaveLength(1024);
});

test("absent and broken archives say so", async () => {
  const absent = `s3://${Bucket}/none.tar.gz`;
  expect(await listArchive(target, absent)).toBeNull();
  expect(await readMember(target, absent, "x")).toEqual({ ok: false, reason: "noArchive" });
  const whole = await tarball([{ name: "model.txt", text: "x".repeat(100_000) }]);
  const cut = await put("cut.tar.gz", whole.subarray(0, whole.length / 2));
  const text = await put("text.tar.gz", Buffer.from("no"));
  const zeros = await put("no-tar.tar.gz", gzipSync(Buffer.alloc(3000, 1)));
  for (const uri of [cut, text, zeros]) {
    await expect(listArchive(target, uri)).rejects.toThrow("It is damaged, or no tar archive");
    expect(await readMember(target, uri, "x")).toEqual({ ok: false, reason: "broken" });
  }
});

test("a schema is read out of a model archive, and a malformed one is named", async () => {
  const model = (text: string) => tarball([{ name: "schema.json", text }]);
  const good = await put("good.tar.gz", await model(JSON.stringify(SHOP_SCHEMA)));
  const { schema } = await schemaOfModel(target, good);
  expect(schema?.features[1]).toMatchObject({
    used: true,
    categories: [
      { value: "Small", spellings: [] },
      { value: "Large", spellings: [] },
    ],
  });
  const old = await put("old.tar.gz", await model(JSON.stringify({ ...SHOP_SCHEMA, version: 9 })));
  expect(await schemaOfModel(target, old)).toMatchObject({
    schema: null,
    absent: expect.stringContaining("version"),
  });
  const text = await put("notjson.tar.gz", await model("{"));
  expect((await schemaOfModel(target, text)).schema).toBeNull();
  expect(await schemaOfModel(target, `s3://${Bucket}/none.tar.gz`)).toMatchObject({ schema: null });
});
