import { StringDecoder } from "node:string_decoder";

/** One line of a container's output. */
export interface OutputLine {
  /** As the container wrote it. */
  readonly raw: string;
  /** As CloudWatch shows it: control characters as `#` and three octal digits, a tab as `#011`. */
  readonly text: string;
}

export interface LineAssembler {
  /** Lines that `chunk` completes, in order. */
  push(chunk: Buffer): readonly OutputLine[];
  /** What is left when the stream ends without a line end. */
  end(): readonly OutputLine[];
}

/** CloudWatch's largest event is 256 KiB with 26 bytes of its own. */
export const MAX_LINE_BYTES = 262_144 - 26;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/g;

export function escapeControl(raw: string): string {
  return raw.replace(CONTROL, (c) => `#${c.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/** Makes lines of a byte stream: invalid UTF-8 is replaced, longer lines than CloudWatch takes are split. */
export function createLineAssembler(): LineAssembler {
  const decoder = new StringDecoder("utf8");
  let pending = "";

  const take = (text: string): OutputLine[] => {
    const parts = (pending + text).split("\n");
    pending = parts.pop() ?? "";
    const lines = parts.flatMap((part) => split(part.endsWith("\r") ? part.slice(0, -1) : part));
    // A line without end must not grow for ever.
    while (pending.length > MAX_LINE_BYTES) {
      lines.push(...split(pending.slice(0, MAX_LINE_BYTES)));
      pending = pending.slice(MAX_LINE_BYTES);
    }
    return lines;
  };

  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      const lines = take(decoder.end());
      const rest = pending === "" ? [] : split(pending);
      pending = "";
      return [...lines, ...rest];
    },
  };
}

const encoder = new TextEncoder();

function split(raw: string): OutputLine[] {
  const text = escapeControl(raw);
  // A character takes at most three bytes of UTF-8, so most lines need no counting.
  if (text.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(text) <= MAX_LINE_BYTES)
    return [{ raw, text }];
  const target = new Uint8Array(MAX_LINE_BYTES);
  const lines: OutputLine[] = [];
  for (let rest = text; rest !== ""; ) {
    // encodeInto stops before a character that does not fit whole.
    const { read } = encoder.encodeInto(rest, target);
    const piece = rest.slice(0, read);
    lines.push({ raw: piece, text: piece });
    rest = rest.slice(read);
  }
  return lines;
}
