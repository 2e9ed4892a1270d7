"use client";
import { useEffect, useMemo, useState } from "react";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { type CsvSample, readSample, type SampleProblem } from "@/lib/domain/csv-sample";

/** Enough for thousands of rows, little enough to be read at once. */
const SAMPLE_BYTES = 256 * 1024;

export type FileReading =
  | { readonly state: "reading" }
  /** The file was changed or moved since it was chosen, or is no file. */
  | { readonly state: "gone" }
  | { readonly state: "refused"; readonly problem: SampleProblem }
  | { readonly state: "read"; readonly sample: CsvSample };

/** The first stretch of a local file as a table; `header` overrules what is found in it. */
export function useFileSample(file: File | null, header: HeaderSetting | null): FileReading {
  const [bytes, setBytes] = useState<{ file: File; bytes: Uint8Array | null } | null>(null);
  useEffect(() => {
    if (!file) return;
    let isCurrent = true;
    const take = (read: Uint8Array | null) => {
      if (isCurrent) setBytes({ file, bytes: read });
    };
    file
      .slice(0, SAMPLE_BYTES)
      .arrayBuffer()
      .then(
        (buffer) => take(new Uint8Array(buffer)),
        () => take(null),
      );
    return () => {
      isCurrent = false;
    };
  }, [file]);
  // Read once for all the times a page is drawn while somebody types: a wide one takes long.
  return useMemo(
    () => (file && bytes?.file === file ? readingOf(file, bytes.bytes, header) : READING),
    [file, bytes, header],
  );
}

const READING: FileReading = { state: "reading" };

function readingOf(
  file: File,
  bytes: Uint8Array | null,
  header: HeaderSetting | null,
): FileReading {
  if (bytes === null) return { state: "gone" };
  const result = readSample(bytes, file.size <= SAMPLE_BYTES, { header: header ?? undefined });
  return result.ok
    ? { state: "read", sample: result.sample }
    : { state: "refused", problem: result.problem };
}
