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
import { archive, listMembers, realFolder } from "./archive.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "trainyard-archive-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const { signal } = new AbortController();
const archived = async (folder: string) =>
  gunzipSync(await buffer(archive(await listMembers(folder), signal)));

async function contents(folder: string) {
  const tar = extract();
  tar.end(await archived(folder));
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
  await expect(buffer(archive([{ name: "gone", path }], signal))).rejects.toThrow("ENOENT");
});

const openFiles = async () => {
  const links = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`));
  const targets = await Promise.allSettled(links);
  return targets.flatMap((target) => (target.status === "fulfilled" ? [target.value] : []));
};

async function largeMember() {
  const path = join(root, "large");
  await writeFile(path, "");
  await truncate(path, 64 * 1024 * 1024);
  return { name: "large", path: Buffer.from(path) };
}

test.skipIf(process.platform !== "linux").each([1, 2])(
  "an archive that is given up after %i blocks closes its file",
  async (blocks) => {
    const member = await largeMember();
    const reader = archive([member], signal);
    for (let i = 0; i < blocks; i += 1) await reader.next();
    await reader.return(undefined);
    await vi.waitFor(async () => expect(await openFiles()).not.toContain(String(member.path)));
  },
);

test("an archive ends once it is aborted", async () => {
  const abort = new AbortController();
  const reader = archive([await largeMember()], abort.signal);
  await reader.next();
  abort.abort(new Error("the engine ends"));
  await expect(reader.next()).rejects.toThrow("the engine ends");
});

test("a file that gets shorter under the archive's hands fails it", async () => {
  const member = await largeMember();
  const reader = archive([member], signal);
  for (let i = 0; i < 2; i += 1) await reader.next();
  await truncate(member.path, 10);
  await expect(buffer(reader)).rejects.toThrow("Size mismatch");
});
