import * as z from "zod/mini";

/** The JSON lines of an answer as they come, each checked. Ends with the answer. */
export async function* jsonLines<T extends z.core.$ZodType>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  schema: T,
): AsyncGenerator<z.output<T>> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = `${rest}${value}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield z.parse(schema, JSON.parse(line));
    }
  } finally {
    await reader.cancel();
  }
}
