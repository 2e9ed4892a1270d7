import { expect, test } from "vitest";
import { dataProcessingOf } from "./data-processing.ts";
import { type Batch, lineBatches, processedBatches, wholeBatch } from "./split.ts";

/** A text's bytes in pieces of `size`. */
async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(batches: AsyncIterable<Batch>): Promise<[number, number, string][]> {
  const seen: [number, number, string][] = [];
  for await (const { first, count, body } of batches)
    seen.push([first, count, Buffer.concat(body).toString()]);
  return seen;
}

const many = { maxBytes: 12, isSingle: false };
const one = { maxBytes: 12, isSingle: true };

test.each([1, 2, 3, 5, 7, 100])(
  "lines come together as they fit, whatever the pieces (%i)",
  async (size) => {
    expect(await read(lineBatches(pieces("ä1,2\nb,3\nccc,4\n\nd", size), many))).toEqual([
      [1, 2, "ä1,2\nb,3\n"],
      [3, 3, "ccc,4\n\nd"],
    ]);
    expect(await read(lineBatches(pieces("ä1,2\nb\n", size), one))).toEqual([
      [1, 1, "ä1,2\n"],
      [2, 1, "b\n"],
    ]);
  },
);

test.each([many, one])("a line that is too long is named", async (bounds) => {
  const source = () => pieces("a\nb\nthirteen chars\nc\n", 4);
  await expect(read(lineBatches(source(), bounds))).rejects.toThrow(
    "Too much data for max payload size: record 3 ",
  );
});

test("nothing comes of nothing", async () => {
  expect(await read(lineBatches(pieces("", 1), many))).toEqual([]);
  expect(await read(wholeBatch(pieces("", 1), many, undefined))).toEqual([]);
});

const processing = (filter: string, join: "Input" | "None" = "None") => {
  const made = dataProcessingOf({
    TransformInput: { ContentType: "text/csv", SplitType: "Line" },
    DataProcessing: { InputFilter: filter, JoinSource: join },
  } as Parameters<typeof dataProcessingOf>[0]);
  if (!made) throw new Error("There is nothing to process.");
  return made;
};

test.each([1, 4, 100])("filtered lines are counted by what is sent (%i)", async (size) => {
  const batches = processedBatches(pieces("id,ä,2\r\nid,3\n7,8", size), many, processing("$[1:]"));
  expect(await read(batches)).toEqual([[1, 3, "ä,2\n3\n8\n"]]);
});

test("records that are kept to be joined are counted by what was read", async () => {
  const batches = processedBatches(
    pieces("aaaa,1\nbbbb,2\n", 9),
    many,
    processing("$[1]", "Input"),
  );
  expect(await read(batches)).toEqual([
    [1, 1, "1\n"],
    [2, 1, "2\n"],
  ]);
});

test("a record that a filter does not fit is named", async () => {
  const batches = processedBatches(pieces("1,2\n3\n", 9), many, processing("$[1]"));
  await expect(read(batches)).rejects.toThrow("record 2: there is no element 1 among 1");
});
