"use client";
import { useEffect, useMemo, useState } from "react";
import type { CompiledSearch, LogLine } from "./log-model";

/** Lines are searched in slices of this time, so that the page stays quick. */
const SLICE_MS = 8;
const LINES_A_LOOK = 200;

export interface LogSearch {
  readonly compiled: CompiledSearch | null;
  /** Places of the lines that match, ascending. */
  readonly hits: readonly number[];
  /** All lines so far have been looked at. */
  readonly isDone: boolean;
}

interface Progress {
  readonly compiled: CompiledSearch | null;
  /** The array that was searched: another one has its lines at other places. */
  readonly lines: readonly LogLine[];
  readonly hits: readonly number[];
  readonly searched: number;
}

const START: Progress = { compiled: null, lines: [], hits: [], searched: 0 };

/** Looks at lines from a place on until the slice of time is over. */
function searchSlice(from: Progress): Progress {
  if (!from.compiled?.ok) return from;
  const { lines, compiled } = from;
  const { find } = compiled;
  const until = performance.now() + SLICE_MS;
  const found: number[] = [];
  let place = from.searched;
  while (place < lines.length && (place % LINES_A_LOOK !== 0 || performance.now() < until)) {
    if (find(lines[place]?.text ?? "").length > 0) found.push(place);
    place += 1;
  }
  const hits = found.length > 0 ? [...from.hits, ...found] : from.hits;
  return { ...from, hits, searched: place };
}

/**
 * Searches a growing log piece by piece. `count` says how many lines there are; only new ones are
 * looked at when it grows. An array of its own, as when earlier lines were put before, is searched
 * anew.
 */
export function useLogSearch(
  lines: readonly LogLine[],
  count: number,
  pattern: string,
  compile: (pattern: string) => CompiledSearch,
): LogSearch {
  const compiled = useMemo(() => (pattern === "" ? null : compile(pattern)), [pattern, compile]);
  const [progress, setProgress] = useState<Progress>(START);
  const isSame = progress.compiled === compiled && progress.lines === lines;
  const current = isSame ? progress : { ...START, compiled, lines };
  const isDone = !compiled?.ok || current.searched >= count;
  useEffect(() => {
    if (isDone) return;
    const timer = setTimeout(() => setProgress(searchSlice(current)), 0);
    return () => clearTimeout(timer);
  });
  return { compiled, hits: current.hits, isDone };
}
