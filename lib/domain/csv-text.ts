import type { CsvEncoding } from "./csv-encoding";

/**
 * Whole records as text: UTF-8, or, where they are no UTF-8, what spreadsheets write instead, in
 * which every byte means something. `encoding` is what the text before them was found to be.
 */
export function decodeCsv(
  bytes: Uint8Array,
  encoding: CsvEncoding = "utf-8",
): { readonly text: string; readonly encoding: CsvEncoding } {
  if (encoding === "utf-8") {
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding };
    } catch {
      // Told by the encoding that is answered.
    }
  }
  return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
}
