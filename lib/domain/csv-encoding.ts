/** How a file's bytes become text. */
export type CsvEncoding = "utf-8" | "windows-1252";

/** UTF-16, which Excel calls Unicode text: by its mark, or by every other byte being zero. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  const low = a !== 0 && b === 0 && c !== 0 && d === 0;
  const high = a === 0 && b !== 0 && c === 0 && d !== 0;
  return bytes.length >= 4 && (low || high);
}

/**
 * Tells UTF-8 from the one-byte encoding of Western Windows, over a whole file in pieces: a text
 * of another encoding is practically never valid UTF-8 by chance.
 */
export class EncodingCheck {
  private decoder: TextDecoder | null = new TextDecoder("utf-8", { fatal: true });

  push(bytes: Uint8Array): void {
    this.decode(bytes, true);
  }

  finish(): CsvEncoding {
    this.decode(new Uint8Array(), false);
    return this.decoder ? "utf-8" : "windows-1252";
  }

  private decode(bytes: Uint8Array, stream: boolean): void {
    try {
      this.decoder?.decode(bytes, { stream });
    } catch {
      this.decoder = null;
    }
  }
}

/** Text as bytes of the encoding; what windows-1252 lacks becomes a question mark. */
export function encodeText(text: string, encoding: CsvEncoding): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  return Uint8Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    // From 0x80 to 0x9f Windows has characters of its own, which answers of models do not need.
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
  });
}
