import { RE2JS } from "re2js";
import type { MetricPoint, Step } from "./metric-points";

/** A name and a regular expression whose first group is the value, as SageMaker defines them. */
export interface MetricDefinition {
  readonly name: string;
  readonly regex: string;
}

export interface CompiledMetric {
  readonly name: string;
  readonly pattern: RE2JS;
}

export interface RefusedMetric {
  readonly name: string;
  readonly reason: string;
}

/**
 * Compiles definitions for RE2, whose time is linear in the line whatever a person writes; it has
 * no look-around and no back-references, and such definitions are returned as refused.
 */
export function compileMetrics(definitions: readonly MetricDefinition[]): {
  readonly metrics: readonly CompiledMetric[];
  readonly refused: readonly RefusedMetric[];
} {
  const metrics: CompiledMetric[] = [];
  const refused: RefusedMetric[] = [];
  for (const { name, regex } of definitions) {
    try {
      metrics.push({ name, pattern: RE2JS.compile(regex) });
    } catch (error) {
      refused.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { metrics, refused };
}

/** Longer lines are data, not metrics; SageMaker's own agent cuts lines at 256 KB. */
const MAX_LINE = 65_536;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const STEP = /(?:^|\s)([A-Za-z_][A-Za-z0-9_.-]{0,63})=(\d{1,15})(?=[\s,;/]|$)/;

function stepIn(text: string): Step | null {
  const [, name, value] = STEP.exec(text) ?? [];
  return name === undefined || value === undefined ? null : { name, value: Number(value) };
}

/** Where an expression matched a line, and the number it captured; null for what is none. */
export interface LineMatch {
  readonly start: number;
  readonly end: number;
  readonly value: number | null;
}

/** The first match in a line; null without, and in lines too long to carry a metric. */
export function matchLine({ pattern }: CompiledMetric, text: string): LineMatch | null {
  if (text.length > MAX_LINE) return null;
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return null;
  const captured = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
  const value = captured !== null && NUMBER.test(captured) ? Number(captured) : null;
  return { start: matcher.start(), end: matcher.end(), value };
}

/** The values a line carries, at most one for each metric; what is not a number is passed over. */
export function metricsOf(
  metrics: readonly CompiledMetric[],
  line: { readonly at: number; readonly text: string; readonly index: number },
): MetricPoint[] {
  const found = metrics.flatMap((metric) => {
    const value = matchLine(metric, line.text)?.value ?? null;
    return value === null ? [] : [{ metric: metric.name, value }];
  });
  if (found.length === 0) return [];
  const shared = { at: line.at, line: line.index, step: stepIn(line.text) };
  return found.map((value) => ({ ...value, ...shared }));
}
