import { describe, expect, test } from "vitest";
import { createLineAssembler, MAX_LINE_BYTES } from "./line-assembler.ts";

const texts = (chunks: readonly (string | Buffer)[]) => {
  const assembler = createLineAssembler();
  const lines = chunks.flatMap((chunk) => assembler.push(Buffer.from(chunk)));
  return [...lines, ...assembler.end()].map(({ text }) => text);
};

describe("lines of a byte stream", () => {
  test("come whole, however they were cut", () => {
    const bytes = Buffer.from("größe=1\nrmse=2\n\nlast");
    const cut = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(texts(cut)).toEqual(["größe=1", "rmse=2", "", "last"]);
  });

  test("lose the carriage return that ends them, and show the others", () => {
    expect(texts(["a\r\nb\rc\n"])).toEqual(["a", "b#015c"]);
  });

  test("show control characters as CloudWatch does", () => {
    expect(texts(["a\tb\u001b[0m\n"])).toEqual(["a#011b#033[0m"]);
  });

  test("replace bytes that are not UTF-8", () => {
    expect(texts([Buffer.from([0x61, 0xff, 0x62, 0x0a])])).toEqual(["a\ufffdb"]);
  });

  test("are split where CloudWatch's events end, and never inside a character", () => {
    const long = "ü".repeat(MAX_LINE_BYTES);
    const parts = texts([`${long}\nshort\n`]);
    expect(parts.at(-1)).toBe("short");
    expect(parts.slice(0, -1).join("")).toBe(long);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });

  test("without an end do not grow without bound", () => {
    const assembler = createLineAssembler();
    const chunk = Buffer.alloc(65_536, "x");
    const lines = Array.from({ length: 16 }, () => assembler.push(chunk)).flat();
    expect(lines.length).toBeGreaterThanOrEqual(3);
  });
});
