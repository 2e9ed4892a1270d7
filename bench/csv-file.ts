import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";

/** Writes a table whose rows have about 100 bytes and do not compress. Answers its size in bytes. */
export async function csvFile(path: string, rows: number): Promise<number> {
  const line = (row: number) => `${row},${randomBytes(45).toString("hex")},${row % 7}\n`;
  const text = `id,code,day\n${Array.from({ length: rows }, (_, row) => line(row)).join("")}`;
  await writeFile(path, text);
  return text.length;
}
