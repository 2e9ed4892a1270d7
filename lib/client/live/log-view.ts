"use client";
import { RE2JS } from "re2js";
import { useMemo, useRef } from "react";
import { formatClock } from "@/lib/domain/format";
import { terminalText } from "@/lib/domain/terminal-text";
import type { LiveLog } from "./use-live-log";

type Level = "debug" | "info" | "warn" | "error";

/** One line as the log console takes it. */
export interface LogViewLine {
  readonly number: number;
  readonly time: string;
  readonly level: Level | null;
  readonly text: string;
}

// The word stands near the line's head in every common logger; further on it is prose.
const LEVEL = /\b(DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL)\b/;
const HEAD = 80;
const LEVELS: Readonly<Record<string, Level>> = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warn",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "error",
  FATAL: "error",
};

const levelOf = (text: string): Level | null =>
  LEVELS[LEVEL.exec(text.slice(0, HEAD))?.[1] ?? ""] ?? null;

/** One row of a log under its number in the console. */
export function toViewLine(row: { at: number; text: string }, number: number): LogViewLine {
  const text = terminalText(row.text);
  return { number, time: formatClock(row.at, true), level: levelOf(text), text };
}

/** The log's lines for a console; the array grows in place as long as lines only come at its end. */
export function useLogView({ rows, version, streams }: LiveLog): {
  readonly lines: readonly LogViewLine[];
  readonly count: number;
} {
  const first = streams.length === 1 ? (streams[0]?.first ?? 0) : 0;
  const known = useRef({ lines: [] as LogViewLine[], last: rows[0], first });
  return useMemo(() => {
    const { lines, last } = known.current;
    // `version` is what tells that the same array holds more rows than before.
    const grew =
      version >= 0 && known.current.first === first && rows[lines.length - 1] === last && last;
    const kept = grew ? lines : [];
    for (let at = kept.length; at < rows.length; at += 1) {
      const row = rows[at];
      if (!row) break;
      kept.push(toViewLine(row, row.index < 0 ? row.index : first + at + 1));
    }
    known.current = { lines: kept, last: rows[kept.length - 1], first };
    return { lines: kept, count: kept.length };
  }, [rows, version, first]);
}

type Find = (text: string) => readonly (readonly [start: number, end: number])[];

/** Makes a search of what was typed: RE2, whose time is linear in the text. */
export function compileSearch(
  pattern: string,
): { readonly ok: true; readonly find: Find } | { readonly ok: false; readonly message: string } {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return { ok: true, find: (text) => spans(compiled, text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function spans(compiled: RE2JS, text: string): [number, number][] {
  const matcher = compiled.matcher(text);
  const found: [number, number][] = [];
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) found.push([matcher.start(), matcher.end()]);
  }
  return found;
}
