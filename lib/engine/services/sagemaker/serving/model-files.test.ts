import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { extractModel } from "./model-files.ts";

let root: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "trainyard-model-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function archive(...entries: readonly (Partial<Header> & { name: string })[]) {
  const tar = pack();
  for (const entry of entries) tar.entry(entry, entry.type === undefined ? "content" : "");
  tar.finalize();
  return Readable.from([gzipSync(await buffer(tar))]);
}

test("files and folders come out where they belong", async () => {
  const files = await archive(
    { name: "a.txt" },
    { name: "./sub/b.txt" },
    { name: "dir/", type: "directory" },
  );
  await extractModel(files, join(root, "model"), signal);
  expect(await readFile(join(root, "model/a.txt"), "utf8")).toBe("content");
  expect(await readFile(join(root, "model/sub/b.txt"), "utf8")).toBe("content");
  expect((await stat(join(root, "model/dir"))).isDirectory()).toBe(true);
});

test.each<[string, Partial<Header> & { name: string }, string]>([
  ["a path upwards", { name: "../out.txt" }, "leads out of its folder"],
  ["a path upwards in the middle", { name: "a/../../out.txt" }, "leads out of its folder"],
  ["an absolute path", { name: "/tmp/trainyard-out.txt" }, "leads out of its folder"],
  ["a symbolic link", { name: "l", type: "symlink", linkname: "/etc" }, "a symlink"],
  ["a hard link", { name: "l", type: "link", linkname: "a.txt" }, "a link"],
  ["a device", { name: "d", type: "character-device" }, "a character-device"],
  ["a FIFO", { name: "f", type: "fifo" }, "a fifo"],
])("%s is refused, and nothing lies outside", async (_what, entry, message) => {
  const bad = await archive({ name: "a.txt" }, entry);
  await expect(extractModel(bad, join(root, "model"), signal)).rejects.toThrow(message);
  expect(await readdir(root)).toEqual(["model"]);
});

test("a name that comes twice is refused", async () => {
  const twice = await archive({ name: "a.txt" }, { name: "a.txt" });
  await expect(extractModel(twice, join(root, "model"), signal)).rejects.toThrow("EEXIST");
});

test("what is not a gzipped tar is said to be none", async () => {
  const noise = Readable.from([Buffer.from("this is no archive")]);
  await expect(extractModel(noise, join(root, "model"), signal)).rejects.toThrow(
    "the model archive cannot be unpacked: incorrect header check",
  );
});

const few = { entries: 2, bytes: 1024 * 1024 };
const zeros = (bytes: number) => Readable.from([gzipSync(Buffer.alloc(bytes))]);

test("too many files, a size too large, and bytes that no header names are refused", async () => {
  const names = ["a", "b", "c"].map((name) => ({ name }));
  const folder = (name: string) => join(root, name);
  const refused = "the model archive is too large: at most 2 files and 1048576 bytes";
  const many = extractModel(await archive(...names), folder("many"), signal, few);
  await expect(many).rejects.toThrow(refused);
  const claim = pack();
  claim.entry({ name: "large", size: 2 * few.bytes }).end(Buffer.alloc(2 * few.bytes));
  claim.finalize();
  const large = Readable.from([gzipSync(await buffer(claim))]);
  await expect(extractModel(large, folder("large"), signal, few)).rejects.toThrow(refused);
  expect(await readdir(folder("large"))).toEqual([]);
  await expect(extractModel(zeros(few.bytes), folder("x"), signal, few)).resolves.toBeUndefined();
  const endless = extractModel(zeros(2 * few.bytes), folder("endless"), signal, few);
  await expect(endless).rejects.toThrow(refused);
});
