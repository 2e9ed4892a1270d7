import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type ProfileOrder, profileFiles } from "./profile-files";

const addressOf = (bytes: Uint8Array) =>
  `data:text/csv;base64,${Buffer.from(bytes).toString("base64")}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);

const run = (files: Readonly<Record<string, Uint8Array>>, order: Partial<ProfileOrder> = {}) =>
  profileFiles(
    {
      files: Object.entries(files).map(([name, bytes]) => ({ name, url: addressOf(bytes) })),
      header: "present",
      delimiter: ",",
      mostBytes: 1e9,
      ...order,
    },
    () => undefined,
  );

test("plain and packed files are read as one table; only plain ones can be jumped into", async () => {
  const plain = bytesOf("a,b\n1,2\n3,4\n");
  const packed = gzipSync("a,b\n5,6\n");
  const outcome = await run({ "one.csv": plain, "two.csv": packed });
  expect(outcome).toMatchObject({
    kind: "done",
    table: { rows: 3, ragged: 0 },
    read: plain.length + packed.length,
    files: [
      { name: "one.csv", rows: 2, index: { records: 3, offsets: [0] } },
      { name: "two.csv", rows: 1, index: null },
    ],
  });
});

test("reading ends at the cap, and the record it cuts is not counted", async () => {
  const outcome = await run({ "one.csv": bytesOf("a,b\n1,2\n3,4\n5,6\n") }, { mostBytes: 14 });
  expect(outcome).toMatchObject({
    kind: "done",
    table: { rows: 2, ragged: 0 },
    files: [{ index: null }],
  });
});

test("an archive that ends early and an address that refuses are named with their file", async () => {
  const broken = gzipSync("a,b\n".repeat(1000)).subarray(0, 20);
  expect(await run({ "one.csv": broken })).toEqual({
    kind: "failed",
    file: "one.csv",
    reason: "unexpected end of file",
  });
  const files = [{ name: "gone.csv", url: "http://127.0.0.1:1/" }];
  expect(await run({}, { files })).toMatchObject({ kind: "failed", file: "gone.csv" });
});

test("a quote that is never closed is named with its record", async () => {
  const outcome = await run({ "one.csv": bytesOf('a,b\n1,"2\n') });
  expect(outcome).toEqual({ kind: "openQuote", file: "one.csv", record: 2 });
});
