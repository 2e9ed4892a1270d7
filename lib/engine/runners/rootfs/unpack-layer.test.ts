import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HostileImage } from "./scoped-path.ts";
import { unpackLayer } from "./unpack-layer.ts";

let base: string;
let root: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "trainyard-layer-"));
  root = join(base, "root");
  await mkdir(root);
  await writeFile(join(base, "outside"), "untouched");
});

afterEach(() => rm(base, { recursive: true, force: true }));

type Member = Partial<Header> & { name: string; text?: string };

function archive(members: readonly Member[]): Readable {
  const tar = pack();
  for (const { text = "", ...header } of members) tar.entry(header as Header, text);
  tar.finalize();
  return Readable.from(tar);
}

const budget = () => ({ bytes: 10_000_000, entries: 1000 });
const unpack = (...members: Member[]) => unpackLayer(archive(members), "none", root, budget());
const read = (path: string) => readFile(join(root, path), "utf8");

describe("a layer", () => {
  test("lays files, folders and links over the one below", async () => {
    await unpack(
      { name: "usr/bin/tool", text: "one", mode: 0o4755 },
      { name: "bin", type: "symlink", linkname: "usr/bin" },
      { name: "./etc/", type: "directory", mode: 0o555 },
      { name: "/etc/conf", text: "old" },
      { name: "dev/null", type: "character-device" },
    );
    await unpack(
      { name: "bin/other", text: "two", mode: 0o755 },
      { name: "etc/conf", text: "new" },
      { name: "usr/bin/again", type: "link", linkname: "usr/bin/tool" },
    );
    expect(await read("usr/bin/other")).toBe("two");
    expect(await read("etc/conf")).toBe("new");
    expect(await read("usr/bin/again")).toBe("one");
    expect(await readlink(join(root, "bin"))).toBe("usr/bin");
    // Nobody gets rights by an image, and its owner keeps theirs.
    expect((await lstat(join(root, "usr/bin/tool"))).mode & 0o7777).toBe(0o755);
    expect((await lstat(join(root, "etc"))).mode & 0o777).toBe(0o755);
    expect(await readdir(join(root, "dev"))).toEqual([]);
  });

  test("takes away what it hides, and nothing of its own", async () => {
    await unpack(
      { name: "a/one", text: "1" },
      { name: "a/two", text: "2" },
      { name: "b/deep/old", text: "3" },
      { name: "c", text: "file" },
    );
    await unpack(
      { name: "a/.wh.one" },
      { name: "b/deep/new", text: "4" },
      { name: "b/.wh..wh..opq" },
      { name: "c/inside", text: "now a folder" },
      { name: ".wh.never-there" },
    );
    expect(await readdir(join(root, "a"))).toEqual(["two"]);
    expect(await readdir(join(root, "b/deep"))).toEqual(["new"]);
    expect(await read("c/inside")).toBe("now a folder");
  });

  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ] as const)("may be compressed by %s", async (compression, compress) => {
    const chunks = await archive([{ name: "file", text: "packed" }]).toArray();
    const packed = compress(Buffer.concat(chunks as Buffer[]));
    await unpackLayer(Readable.from([packed]), compression, root, budget());
    expect(await read("file")).toBe("packed");
  });
});

describe("a hostile layer", () => {
  test.each([["../outside"], ["a/../../outside"], [".wh..."], ["a/.wh..."], [".wh.."], [".wh."]])(
    "that names %s is refused",
    async (name) => {
      await expect(unpack({ name: "a/x", text: "x" }, { name, text: "bad" })).rejects.toThrow(
        HostileImage,
      );
      expect(await readFile(join(base, "outside"), "utf8")).toBe("untouched");
    },
  );

  test("writes through its links into the image alone", async () => {
    await unpack(
      { name: "up", type: "symlink", linkname: "../../.." },
      { name: "up/escaped", text: "x" },
      { name: "absolute", type: "symlink", linkname: base },
      { name: "absolute/outside", text: "bad" },
      { name: "file", type: "symlink", linkname: join(base, "outside") },
      { name: "file", text: "replaces the link" },
    );
    expect(await readFile(join(base, "outside"), "utf8")).toBe("untouched");
    expect(await readdir(base)).toEqual(["outside", "root"]);
    expect(await read("escaped")).toBe("x");
    expect(await read("file")).toBe("replaces the link");
    expect(await read(join(base, "outside"))).toBe("bad");
  });

  test("has no hard links to what is outside", async () => {
    await unpack({ name: "way", type: "symlink", linkname: base });
    await expect(unpack({ name: "stolen", type: "link", linkname: "way/outside" })).rejects.toThrow(
      "ENOENT",
    );
    await expect(unpack({ name: "stolen", type: "link", linkname: "../outside" })).rejects.toThrow(
      HostileImage,
    );
  });

  test("whose links go round is refused", async () => {
    await unpack(
      { name: "a", type: "symlink", linkname: "b" },
      { name: "b", type: "symlink", linkname: "a" },
    );
    await expect(unpack({ name: "a/x", text: "x" })).rejects.toThrow("go round");
  });

  test("unpacks to no more than an image may have", async () => {
    const bomb = gzipSync(
      Buffer.concat(
        (await archive([{ name: "zeros", text: "0".repeat(1_000_000) }]).toArray()) as Buffer[],
      ),
    );
    expect(bomb.length).toBeLessThan(10_000);
    await expect(
      unpackLayer(Readable.from([bomb]), "gzip", root, { bytes: 100_000, entries: 10 }),
    ).rejects.toThrow("unpacks to more");
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `f${index}`, text: "" }));
    await expect(
      unpackLayer(archive(many), "none", root, { bytes: 100_000, entries: 10 }),
    ).rejects.toThrow("too many files");
  });

  test("that is cut off or no archive fails", async () => {
    await expect(
      unpackLayer(Readable.from([Buffer.from("not gzip")]), "gzip", root, budget()),
    ).rejects.toThrow();
    await expect(
      unpackLayer(Readable.from([Buffer.alloc(700, 1)]), "none", root, budget()),
    ).rejects.toThrow();
  });
});
