import { compileMetrics, matchLine } from "./log-metrics";

/** A line in which an expression found something, and where. */
export interface TrialMatch {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** What an expression finds in a past log. */
export interface MetricTrial {
  /** Lines that gave a number. */
  readonly hits: number;
  readonly last: number | null;
  /** Lines that matched, but captured no number. */
  readonly notNumbers: number;
  /** The latest matches, oldest first. */
  readonly latest: readonly TrialMatch[];
}

const NOTHING: MetricTrial = { hits: 0, last: null, notNumbers: 0, latest: [] };
const LATEST = 4;

/** So many lines are tried before the clock is looked at. */
const STEP = 32;

/**
 * Tries an expression on the lines of a log, in turns of `sliceMs` between which the page can
 * answer its reader; null when RE2 does not take it or `signal` gave up.
 */
export async function tryMetric(
  regex: string,
  lines: readonly string[],
  { signal, sliceMs }: { readonly signal: AbortSignal; readonly sliceMs: number },
): Promise<MetricTrial | null> {
  const [metric] = compileMetrics([{ name: "", regex }]).metrics;
  if (!metric) return null;
  let trial = NOTHING;
  let began = performance.now();
  for (const [line, text] of lines.entries()) {
    if (line % STEP === 0 && performance.now() - began > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return null;
      began = performance.now();
    }
    const match = matchLine(metric, text);
    if (match) trial = withMatch(trial, line, match);
  }
  return trial;
}

function withMatch(
  { hits, last, notNumbers, latest }: MetricTrial,
  line: number,
  { start, end, value }: NonNullable<ReturnType<typeof matchLine>>,
): MetricTrial {
  return {
    hits: hits + (value === null ? 0 : 1),
    last: value ?? last,
    notNumbers: notNumbers + (value === null ? 1 : 0),
    latest: [...latest.slice(1 - LATEST), { line, start, end }],
  };
}
