import { once } from "node:events";
import {
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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

test("a file that cannot be read fails the archive in the system's words", async () => {
  const path = Buffer.from(join(root, "gone"));
  await expect(buffer(archiveStream([{ name: "gone", path }]))).rejects.toThrow("ENOENT");
});

const openFiles = async () => {
  const links = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`));
  const targets = await Promise.allSettled(links);
  return targets.flatMap((target) => (target.status === "fulfilled" ? [target.value] : []));
};

test.skipIf(process.platform !== "linux").each([
  ["before its first bytes", "readable"],
  ["in the middle", "data"],
])("an archive that is given up %s closes its file", async (_when, event) => {
  const path = join(root, "large");
  await writeFile(path, "");
  await truncate(path, 64 * 1024 * 1024);
  const archive = archiveStream([{ name: "large", path: Buffer.from(path) }]);
  await once(archive, event);
  if (event === "data") await once(archive, event);
  archive.destroy();
  await once(archive, "close");
  await vi.waitFor(async () => expect(await openFiles()).not.toContain(path));
});

test("a file that gets shorter under the archive's hands fails it", async () => {
  const path = join(root, "large");
  await writeFile(path, "");
  await truncate(path, 64 * 1024 * 1024);
  const archive = archiveStream([{ name: "large", path: Buffer.from(path) }]);
  for (let i = 0; i < 2; i += 1) await once(archive, "data");
  archive.pause();
  await truncate(path, 10);
  await expect(buffer(archive)).rejects.toThrow("Size mismatch");
});
