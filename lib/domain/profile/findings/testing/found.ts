import type { Delimiter } from "../../../delimiters";
import { TableProfiler } from "../../table-profiler";
import type { Finding } from "../finding";
import { findingsOf } from "../findings";

/** The findings of a table made of a header and its rows. */
export function findings(
  header: string,
  rows: readonly string[],
  target: string | null = null,
  delimiter: Delimiter = ",",
) {
  return findingsOfBytes(
    new TextEncoder().encode(`${header}\n${rows.join("\n")}\n`),
    target,
    delimiter,
  );
}

export function findingsOfBytes(bytes: Uint8Array, target: string | null, delimiter: Delimiter) {
  const profiler = new TableProfiler({ header: "present", delimiter });
  const { csv: file } = profiler.file();
  file.push(bytes);
  file.finish();
  return findingsOf({ profile: profiler.finish(), target });
}

export const only = (all: readonly Finding[], rule: Finding["rule"]) =>
  all.filter((one) => one.rule === rule);
export const rows = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at));
