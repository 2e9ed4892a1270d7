import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveStream, listMembers, realFolder } from "./archive.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "trainyard-archive-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function contents(folder: string) {
  const tar = extract();
  tar.end(gunzipSync(await buffer(archiveStream(await listMembers(folder)))));
  const found: Record<string, string> = {};
  for await (const entry of tar) found[entry.header.name] = (await buffer(entry)).toString();
  return found;
}

test("an archive holds regular files with their paths, empty ones too, and no links", async () => {
  await mkdir(join(root, "deep/er"), { recursive: true });
  await writeFile(join(root, "deep/er/b.txt"), "b");
  await writeFile(join(root, "a.txt"), "a");
  await writeFile(join(root, "empty"), "");
  await symlink("/etc/passwd", join(root, "link"));
  await symlink("/etc", join(root, "folder-link"));
  expect(await contents(root)).toEqual({ "a.txt": "a", "deep/er/b.txt": "b", empty: "" });
});

test("a folder behind a link is not a folder of the container", async () => {
  await symlink("/etc", join(root, "output"));
  expect(await realFolder(root, "output")).toBeUndefined();
  expect(await realFolder(root, "output", "ssl")).toBeUndefined();
  await mkdir(join(root, "model"));
  expect(await realFolder(root, "model")).toBe(join(root, "model"));
});

test("a file whose name is no UTF-8 keeps its content", async () => {
  await writeFile(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff])]), "kept");
  expect(await contents(root)).toEqual({ "bad\ufffd": "kept" });
});
