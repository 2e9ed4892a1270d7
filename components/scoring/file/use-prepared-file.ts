"use client";
import { useEffect, useState } from "react";
import { type FileIndex, indexFile } from "@/lib/client/scoring/index-file";
import { MAX_CHUNK_BYTES } from "@/lib/domain/csv-chunks";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { type CsvSample, readSample, type SampleProblem } from "@/lib/domain/csv-sample";

/** The stretch of a file that its check rests on. */
const SAMPLE_BYTES = 1024 * 1024;
/** Small enough that progress and cancel stay quick with a slow model. */
export const ROWS_A_REQUEST = 1000;

export interface PreparedFile {
  readonly file: File;
  readonly sample: CsvSample;
  readonly index: FileIndex;
}

export type Preparation =
  | { readonly state: "reading"; readonly share: number }
  | { readonly state: "refused"; readonly problem: SampleProblem }
  | { readonly state: "unreadable" }
  | { readonly state: "ready"; readonly prepared: PreparedFile };

async function prepare(
  file: File,
  header: HeaderSetting | undefined,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Preparation> {
  const bytes = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  const result = readSample(bytes, file.size <= SAMPLE_BYTES, { header });
  if (!result.ok) return { state: "refused", problem: result.problem };
  const { sample } = result;
  const index = await indexFile(file, {
    delimiter: sample.delimiter,
    header: sample.header,
    maxBytes: MAX_CHUNK_BYTES,
    maxRows: ROWS_A_REQUEST,
    signal,
    onProgress,
  });
  return { state: "ready", prepared: { file, sample, index } };
}

const UNREAD: Preparation = { state: "reading", share: 0 };

/** Going to another page and back does not read the file again. */
const lastRead = new WeakMap<
  File,
  { readonly header: HeaderSetting | undefined; readonly preparation: Preparation }
>();

const known = (file: File, header: HeaderSetting | undefined): Preparation | null => {
  const last = lastRead.get(file);
  return last && last.header === header ? last.preparation : null;
};

/** Reads a local file once: what its columns are, and where its rows end. Nothing is sent. */
export function usePreparedFile(file: File, header: HeaderSetting | undefined): Preparation {
  const [state, setState] = useState<Preparation>(() => known(file, header) ?? UNREAD);
  useEffect(() => {
    const before = known(file, header);
    setState(before ?? UNREAD);
    if (before) return;
    const stopper = new AbortController();
    const tell = (next: Preparation) => {
      if (stopper.signal.aborted) return;
      setState(next);
      if (next.state === "ready") lastRead.set(file, { header, preparation: next });
    };
    prepare(file, header, stopper.signal, (share) => tell({ state: "reading", share })).then(
      tell,
      // A file that was moved, changed or taken away since it was chosen.
      () => tell({ state: "unreadable" }),
    );
    return () => stopper.abort();
  }, [file, header]);
  return state;
}
