import { expect, test } from "vitest";
import { readSample } from "@/lib/domain/csv-sample";
import { indexFile } from "./index-file";
import { RequestBodies } from "./request-bodies";
import { Results } from "./results";
import { failedCsv, scoredCsv } from "./scored-csv";

async function open(bytes: Uint8Array<ArrayBuffer>, maxRows = 2) {
  const result = readSample(bytes, true);
  if (!result.ok) throw new Error(result.problem);
  const { delimiter, header } = result.sample;
  const file = new Blob([bytes]);
  const signal = new AbortController().signal;
  const index = await indexFile(file, { delimiter, header, maxBytes: 1e6, maxRows, signal });
  const table = { file, delimiter, encoding: index.encoding };
  const results = new Results(table, index.chunks, null);
  const added = {
    rowsStart: index.rowsStart,
    hasHeader: header === "present",
    prediction: "prediction",
    reason: null,
    notSent: "not sent",
  };
  return { index, table, results, added, header };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function scored(bytes: Uint8Array<ArrayBuffer>) {
  const { results, added } = await open(bytes);
  for (const chunk of results.chunks) {
    const positions = Array.from({ length: chunk.rows }, (_, at) => at);
    await results.add(
      chunk,
      positions,
      positions.map((at) => `${chunk.firstRow + at}.5`),
    );
  }
  return new Uint8Array(await (await scoredCsv(results, added)).arrayBuffer());
}

test.each([
  ["a,b\r\n1,x\r\n2,y\r\n", "a,b,prediction\r\n1,x,1.5\r\n2,y,2.5\r\n"],
  ["a,b\n1,x\n2,y", "a,b,prediction\n1,x,1.5\n2,y,2.5"],
  [
    'a,b\n1,"x\ny"\n\n2,"he said ""no"""\n\n',
    'a,b,prediction\n1,"x\ny",1.5\n\n2,"he said ""no""",2.5\n\n',
  ],
  ["a;b\n1,5;x\n2,5;y\n", "a;b;prediction\n1,5;x;1.5\n2,5;y;2.5\n"],
  ['\ufeff"a",b\r\n=1+1,x\r\n', '\ufeff"a",b,prediction\r\n=1+1,x,1.5\r\n'],
  ["\ufeff1,2\n3,4\n5,6\n", "\ufeff1,2,1.5\n3,4,2.5\n5,6,3.5\n"],
  ["a,b\r1,2\r3,4\r", "a,b,prediction\r1,2,1.5\r3,4,2.5\r"],
])("%j keeps every byte and gets a column", async (before, after) => {
  expect(await scored(bytesOf(before))).toEqual(bytesOf(after));
});

test("bytes of another encoding stay as they are", async () => {
  const latin = Uint8Array.from("a,b\nM\u00fcnchen,1\n", (char) => char.charCodeAt(0));
  const after = Uint8Array.from("a,b,prediction\nM\u00fcnchen,1,1.5\n", (char) =>
    char.charCodeAt(0),
  );
  expect(await scored(latin)).toEqual(after);
});

test("rows that failed say why, in the file and in one of their own", async () => {
  const { results, added } = await open(bytesOf("a,b\n1,x\n2,y\n3,z\n4,z"));
  const [first, second] = results.chunks;
  if (!first || !second) throw new Error("two chunks are expected");
  await results.add(first, [0], ["=cmd()"]);
  results.fail(first, { rows: [2], message: 'row 2: "y", no' });
  const columns = { ...added, reason: "prediction_error" };
  expect(await (await scoredCsv(results, columns)).text()).toBe(
    `a,b,prediction,prediction_error\n1,x,'=cmd(),\n2,y,,"row 2: ""y"", no"\n3,z,,not sent\n4,z,,not sent`,
  );
  expect(await (await failedCsv(results, columns)).text()).toBe(
    `a,b,prediction_error\n2,y,"row 2: ""y"", no"\n3,z,not sent\n4,z,not sent`,
  );
});

async function bodies(bytes: Uint8Array<ArrayBuffer>, names: readonly string[] | null = null) {
  const { table, index, header } = await open(bytes, 10);
  const made = new RequestBodies({ table, rowsStart: index.rowsStart, header, names });
  const [chunk] = index.chunks;
  if (!chunk) throw new Error("a chunk is expected");
  return {
    whole: await (await made.whole(chunk)).text(),
    last: await (await made.some(chunk, [1])).text(),
  };
}

test("plain CSV is sent byte by byte, other tables as text/csv has them", async () => {
  expect(await bodies(bytesOf('a,b\n1,"x"\n\n2,y'))).toEqual({
    whole: 'a,b\n1,"x"\n\n2,y',
    last: "a,b\n\n2,y",
  });
  expect(await bodies(bytesOf("a;b\n1;x,y\n2;z\n"))).toEqual({
    whole: 'a,b\r\n1,"x,y"\r\n2,z\r\n',
    last: "a,b\r\n2,z\r\n",
  });
  const latin = Uint8Array.from("ort,b\nK\u00f6ln,1\nBonn,2\n", (char) => char.charCodeAt(0));
  expect((await bodies(latin)).whole).toBe("ort,b\r\nKöln,1\r\nBonn,2\r\n");
});

test("a header that repeats a name is sent with names of its own", async () => {
  expect((await bodies(bytesOf("a,b\n1,2\n3,4\n"), ["a", "a_2"])).last).toBe("a,a_2\r\n3,4\n");
});
