import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, gunzipSync, inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { gzip } from "./gzip.ts";

const BLOCK = 1024 * 1024;
const packed = (...pieces: readonly Uint8Array[]) => buffer(gzip(Readable.from(pieces)));
const text = (bytes: number) => Buffer.alloc(bytes, "1.25,3.5,red\n");

test.each([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 17])(
  "%i bytes come back whole",
  async (size) => {
    const bytes = randomBytes(size);
    expect(gunzipSync(await packed(bytes)).equals(bytes)).toBe(true);
    expect(gunzipSync(await packed(text(size))).equals(text(size))).toBe(true);
  },
);

test("pieces of any size make the same blocks", async () => {
  const bytes = text(2 * BLOCK + 5);
  const pieces = [bytes.subarray(0, 1), bytes.subarray(1, BLOCK + 7), bytes.subarray(BLOCK + 7)];
  expect((await packed(...pieces)).equals(await packed(bytes))).toBe(true);
});

test("it is one member, since some readers stop after the first", async () => {
  const bytes = text(3 * BLOCK);
  const made = await packed(bytes);
  const raw = inflateRawSync(made.subarray(10, -8));
  expect(raw.equals(bytes)).toBe(true);
  expect(made.readUInt32LE(made.length - 8)).toBe(crc32(bytes));
  expect(made.readUInt32LE(made.length - 4)).toBe(bytes.length);
});

test("what packs is packed, and what does not costs next to nothing", async () => {
  const [noise, words] = [randomBytes(BLOCK), text(BLOCK)];
  expect((await packed(noise)).length).toBeLessThan(BLOCK * 1.001);
  expect((await packed(words)).length).toBeLessThan(BLOCK / 50);
  expect((await packed(noise, words)).length).toBeLessThan(BLOCK * 1.05);
});

test("a reader that waits keeps few blocks in memory", async () => {
  let taken = 0;
  async function* source() {
    for (;;) {
      taken += 1;
      yield text(BLOCK);
    }
  }
  const blocks = gzip(source());
  await blocks.next();
  await blocks.next();
  expect(taken).toBeLessThanOrEqual(4);
  await blocks.return(undefined);
});

test("a source that fails, fails the archive", async () => {
  async function* source() {
    yield text(BLOCK);
    throw new Error("the disk is gone");
  }
  await expect(buffer(gzip(source()))).rejects.toThrow("the disk is gone");
});
