export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogLine {
  /**
   * Counts from 1 in the whole log; what a link to a line names. Below 0, from the end, the last
   * being -1, while nobody knows how many lines lie before.
   */
  readonly number: number;
  /** "09:58:34.067"; empty where the log has no times. */
  readonly time: string;
  /** Null where the line does not say. */
  readonly level: LogLevel | null;
  readonly text: string;
}

/** A stretch of a line's text that a metric definition captured, in the colour of its series. */
export interface LogMark {
  readonly start: number;
  readonly end: number;
  /** CSS: "var(--color-chart-1)". */
  readonly color: string;
  readonly title?: string;
}

export type Find = (text: string) => readonly (readonly [start: number, end: number])[];

/** A compiled search; bounded in time by the engine that made it. */
export type CompiledSearch =
  | { readonly ok: true; readonly find: Find }
  | { readonly ok: false; readonly message: string };

export type LevelFilter = "" | "warnings" | "errors";

const SHOWN: Record<Exclude<LevelFilter, "">, ReadonlySet<LogLevel | null>> = {
  warnings: new Set<LogLevel | null>(["warn", "error"]),
  errors: new Set<LogLevel | null>(["error"]),
};

/** The places of the lines of a level from `from` on. */
export function placesOfLevel(
  lines: readonly LogLine[],
  level: Exclude<LevelFilter, "">,
  from: number,
): number[] {
  const wanted = SHOWN[level];
  const places: number[] = [];
  for (let place = from; place < lines.length; place += 1) {
    if (wanted.has(lines[place]?.level ?? null)) places.push(place);
  }
  return places;
}

function numberNow(lines: readonly LogLine[], number: number): number {
  const last = lines.at(-1)?.number ?? 0;
  return number < 0 && last > 0 ? last + 1 + number : number;
}

/**
 * The row in which a line stands, by its number; -1 when it is not shown. Numbers ascend. One that
 * counts from the end finds its line after all have got their numbers too.
 * @param places which lines are shown, or null for all
 */
export function rowOfNumber(
  lines: readonly LogLine[],
  places: readonly number[] | null,
  number: number,
): number {
  const wanted = numberNow(lines, number);
  let low = 0;
  let high = (places?.length ?? lines.length) - 1;
  while (low <= high) {
    const row = (low + high) >> 1;
    const found = lines[places ? (places[row] ?? -1) : row]?.number ?? Number.POSITIVE_INFINITY;
    if (found === wanted) return row;
    if (found < wanted) low = row + 1;
    else high = row - 1;
  }
  return -1;
}

export interface TextPart {
  readonly at: number;
  readonly text: string;
  readonly mark: LogMark | "match" | null;
}

const parted = (text: string, from: number, to: number, mark: TextPart["mark"]): TextPart[] =>
  to > from ? [{ at: from, text: text.slice(from, to), mark }] : [];

/** Cuts a line into plain and marked parts. What the search found covers the marks of metrics. */
export function textParts(
  text: string,
  marks: readonly LogMark[],
  matches: readonly (readonly [number, number])[],
): readonly TextPart[] {
  const spans =
    matches.length > 0
      ? matches.map(([start, end]) => ({ start, end, mark: "match" as const }))
      : marks.map((mark) => ({ start: mark.start, end: mark.end, mark }));
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, mark } of spans.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    if (end <= from) continue;
    parts.push(...parted(text, at, from, null), ...parted(text, from, end, mark));
    at = end;
  }
  parts.push(...parted(text, at, text.length, null));
  return parts;
}

/** The hit after (or before) a place, going round at the ends; -1 without hits. */
export function nextHit(hits: readonly number[], place: number, backwards: boolean): number {
  if (hits.length === 0) return -1;
  const index = backwards
    ? hits.findLastIndex((hit) => hit < place)
    : hits.findIndex((hit) => hit > place);
  return index >= 0 ? index : backwards ? hits.length - 1 : 0;
}
