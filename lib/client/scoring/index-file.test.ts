import { expect, test } from "vitest";
import { type IndexOptions, indexFile } from "./index-file";

const options = (part: Partial<IndexOptions> = {}): IndexOptions => ({
  delimiter: ",",
  header: "present",
  maxBytes: 1e6,
  maxRows: 10,
  signal: new AbortController().signal,
  ...part,
});

test("an index of a file without a header counts its first record as a row", async () => {
  const index = await indexFile(new Blob(["1,2\n3,4"]), options({ header: "absent" }));
  expect(index).toMatchObject({ rows: 2, rowsStart: 0, openQuote: false, encoding: "utf-8" });
  expect(index.chunks).toEqual([{ index: 0, start: 0, end: 7, firstRow: 1, rows: 2 }]);
});

test("a byte order mark is no part of the first row, nor of a quoted name", async () => {
  const bare = await indexFile(new Blob(["\ufeff1,2\n"]), options({ header: "absent" }));
  expect(bare.chunks).toMatchObject([{ start: 3, end: 7, rows: 1 }]);
  const named = await indexFile(new Blob(['\ufeff"a\nb",c\n1,2\n']), options());
  expect(named).toMatchObject({ rows: 1, rowsStart: 11 });
});

test("a file with bytes that are no UTF-8, far in, is read as Windows text", async () => {
  const file = new Blob([
    "a,b\n",
    "1,2\n".repeat(400_000),
    new Uint8Array([0xe4, 0x2c, 0x31, 0x0a]),
  ]);
  expect((await indexFile(file, options())).encoding).toBe("windows-1252");
  // A character cut by the pieces of reading is still UTF-8.
  const text = new Blob(["x".repeat(1024 * 1024 - 1), "ä,b\n1,2\n"]);
  expect((await indexFile(text, options())).encoding).toBe("utf-8");
});

test("indexing reports its share and stops on request", async () => {
  const shares: number[] = [];
  const file = new Blob([new Uint8Array(3 * 1024 * 1024).fill(0x41)]);
  const stopper = new AbortController();
  const running = indexFile(
    file,
    options({
      header: "absent",
      signal: stopper.signal,
      onProgress: (share) => {
        shares.push(share);
        if (share > 0.5) stopper.abort(new Error("enough"));
      },
    }),
  );
  await expect(running).rejects.toThrow("enough");
  expect(shares).toEqual([1 / 3, 2 / 3]);
});
