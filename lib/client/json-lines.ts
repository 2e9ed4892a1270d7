import type { Contract } from "./fetch";

/** The JSON lines of an answer as they come, each checked. Ends with the answer. */
export async function* jsonLines<T>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  contract: Contract<T>,
): AsyncGenerator<T> {
  const schema = await contract();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = `${rest}${value}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield schema.parse(JSON.parse(line));
    }
  } finally {
    await reader.cancel();
  }
}
