import { describe, expect, test } from "vitest";
import { deliverOutput } from "./output.ts";

const frame = (stream: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
};

/** `bytes` as a connection may cut them. */
async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function collect(source: AsyncIterable<Buffer>, isTty = false) {
  const streams = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  await deliverOutput(source, isTty, (chunk, stream) => void streams[stream].push(chunk));
  return {
    stdout: Buffer.concat(streams.stdout).toString(),
    stderr: Buffer.concat(streams.stderr).toString(),
  };
}

describe("a container's output", () => {
  const long = "ä€𐍈".repeat(5000);
  const sent = Buffer.concat([
    frame(1, Buffer.from("first\n")),
    frame(2, Buffer.from("a warning\n")),
    frame(1, Buffer.alloc(0)),
    frame(1, Buffer.from(long)),
    frame(1, Buffer.from("last")),
  ]);

  test.each([1, 3, 7, 8, 9, 1000, sent.length])(
    "arrives whole in pieces of %i bytes",
    async (size) => {
      expect(await collect(cut(sent, size))).toEqual({
        stdout: `first\n${long}last`,
        stderr: "a warning\n",
      });
    },
  );

  test("of a TTY has no frames", async () => {
    expect(await collect(cut(Buffer.from("\u0001plain\r\n"), 2), true)).toEqual({
      stdout: "\u0001plain\r\n",
      stderr: "",
    });
  });

  test("waits for its receiver", async () => {
    let ready: () => void = () => undefined;
    let read = 0;
    async function* source() {
      for (const text of ["a", "b"]) {
        read += 1;
        yield frame(1, Buffer.from(text));
      }
    }
    const done = deliverOutput(source(), false, () => new Promise((resolve) => (ready = resolve)));
    await expect.poll(() => read).toBe(1);
    ready();
    await expect.poll(() => read).toBe(2);
    ready();
    await done;
  });
});
