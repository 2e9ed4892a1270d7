import type { ChartPanel, ChartSeries, Point, SeriesColor } from "@/components/charts/chart-types";
import { bestOf } from "@/lib/domain/metric-direction";
import { byImportance } from "@/lib/domain/metric-importance";
import type { MetricPoint } from "@/lib/domain/metric-points";

type Series = Readonly<Record<string, readonly MetricPoint[]>>;
type XKind = "step" | "time";

const COLORS = 8;

/** A metric keeps its colour in chart, log and form: by its place among the definitions. */
export function metricColor(
  definitions: readonly { readonly name: string }[],
  metric: string,
): SeriesColor {
  const place = Math.max(
    0,
    definitions.findIndex(({ name }) => name === metric),
  );
  return ((place % COLORS) + 1) as SeriesColor;
}

/** Metrics that make a curve: two points or more. A final figure is one point, and no curve. */
export const curveNames = (series: Series): string[] =>
  Object.keys(series).filter((name) => (series[name]?.length ?? 0) > 1);

/** What every point of the curves counts its step in ("trees"), or null: then time orders them. */
export function stepNameOf(series: Series, names: readonly string[]): string | null {
  const points = names.flatMap((name) => series[name] ?? []);
  const stepName = points[0]?.step?.name ?? null;
  return points.every(({ step }) => step?.name === stepName) ? stepName : null;
}

/** One point for each x: where a step was written twice, the later value stands. */
export function curvePoints(points: readonly MetricPoint[], kind: XKind): Point[] {
  const byX = new Map<number, number>();
  for (const { step, at, value } of points) {
    byX.set(kind === "step" ? (step?.value ?? at) : at, value);
  }
  return [...byX].sort(([a], [b]) => a - b);
}

interface Range {
  low: number;
  high: number;
}

function rangeOf(points: readonly Point[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [, y] of points) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return { low, high };
}

/** Curves share a y axis when together they are at most this much taller than the tallest. */
const TALLER = 2;
/** A curve that would be flatter than this share of the axis says nothing there. */
const FLATTEST = 0.05;

const fits = (one: Range, other: Range): boolean => {
  const together = Math.max(one.high, other.high) - Math.min(one.low, other.low);
  const [flatter, taller] = [one.high - one.low, other.high - other.low].sort((a, b) => a - b);
  if (flatter === undefined || taller === undefined) return false;
  return together <= TALLER * taller && flatter >= FLATTEST * together;
};

/**
 * The panels of a chart: curves of like size share one y axis, others stand in panels of their
 * own, those of validation first.
 */
export function curvePanels(
  series: Series,
  names: readonly string[],
  definitions: readonly { readonly name: string }[],
  kind: XKind,
): ChartPanel[] {
  const panels: { range: Range; series: ChartSeries[] }[] = [];
  for (const name of byImportance(names)) {
    const points = curvePoints(series[name] ?? [], kind);
    const curve = { id: name, name, points, color: metricColor(definitions, name) };
    const range = rangeOf(points);
    const home = panels.find((panel) => fits(panel.range, range));
    if (!home) {
      panels.push({ range, series: [curve] });
      continue;
    }
    home.series.push(curve);
    home.range = {
      low: Math.min(home.range.low, range.low),
      high: Math.max(home.range.high, range.high),
    };
  }
  return panels.map((panel) => ({ id: panel.series[0]?.id ?? "", series: panel.series }));
}

/** The best point of a curve; undefined where its name does not say what is better. */
export const bestPoint = ({ name, points }: ChartSeries): Point | undefined =>
  bestOf(name, points, ([, y]) => y);

/** The panels with the best point of the first curve ringed, where it is neither end. */
export function withBest(
  [first, ...rest]: readonly ChartPanel[],
  label: (value: number) => string,
): ChartPanel[] {
  const [curve] = first?.series ?? [];
  if (!first || !curve) return [];
  const best = bestPoint(curve);
  if (!best || best === curve.points[0] || best === curve.points.at(-1)) return [first, ...rest];
  const [x, y] = best;
  return [{ ...first, best: { x, y, label: label(y) } }, ...rest];
}
