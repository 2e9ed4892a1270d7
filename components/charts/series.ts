import type { ChartAxis, ChartPanel, ChartSeries, FigureTable, Point } from "./chart-types";

/** The height of a panel's plot in px: the first is the one that matters. */
export const panelHeight = (panel: ChartPanel, index: number): number =>
  panel.height ?? (index === 0 ? 190 : 90);

/** The index of the point whose x is nearest, or -1 without points; points ascend in x. */
export function nearestIndex(points: readonly Point[], x: number): number {
  let low = 0;
  let high = points.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < x) low = middle;
    else high = middle;
  }
  const toLow = Math.abs((points[low]?.[0] ?? 0) - x);
  const toHigh = Math.abs((points[high]?.[0] ?? 0) - x);
  return toHigh < toLow ? high : low;
}

/** All x of a chart, ascending, once each. */
export function allX(panels: readonly ChartPanel[]): readonly number[] {
  const seen = new Set<number>();
  for (const { series } of panels) {
    for (const { points } of series) for (const [x] of points) seen.add(x);
  }
  return [...seen].sort((a, b) => a - b);
}

/** Smallest and largest x of the data, widened where they are one. */
export function xRange(panels: readonly ChartPanel[]): readonly [number, number] | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { series } of panels) {
    for (const { points } of series) {
      min = Math.min(min, points[0]?.[0] ?? min);
      max = Math.max(max, points.at(-1)?.[0] ?? max);
    }
  }
  if (min > max) return null;
  return min === max ? [min - 1, max + 1] : [min, max];
}

/** Stretches of x without a value, where a line would invent one; none unless the series breaks. */
export const gapsOf = ({ points, breakAfter = Number.POSITIVE_INFINITY }: ChartSeries) =>
  points.flatMap(([x], index): (readonly [number, number])[] => {
    const before = points[index - 1]?.[0] ?? x;
    return x - before > breakAfter ? [[before, x]] : [];
  });

/** The x of points without a neighbour, of which no line would show anything. */
export function lonePoints(series: ChartSeries): readonly number[] {
  const { points } = series;
  const gaps = gapsOf(series);
  const begins = new Set([points[0]?.[0], ...gaps.map(([, to]) => to)]);
  const ends = new Set([points.at(-1)?.[0], ...gaps.map(([from]) => from)]);
  return points.flatMap(([x]) => (begins.has(x) && ends.has(x) ? [x] : []));
}

/** Columns of one x and a y for each series, with null where a series has no point. */
export function alignColumns(series: readonly ChartSeries[]): [number[], ...(number | null)[][]] {
  const at = new Map<number, number>();
  const xs = allX([{ id: "", series }]);
  xs.forEach((x, index) => {
    at.set(x, index);
  });
  const columns = series.map(({ points }) => {
    const column: (number | null)[] = new Array(xs.length).fill(null);
    for (const [x, y] of points) column[at.get(x) ?? 0] = Number.isFinite(y) ? y : null;
    return column;
  });
  return [[...xs], ...columns];
}

export interface ReadOutPart {
  readonly name: string;
  readonly value: string;
}

/** What stands in the head for one x: the x itself, then the nearest point of each series. */
export function readOutAt(
  panels: readonly ChartPanel[],
  axis: ChartAxis,
  x: number,
  formatX: (x: number) => string,
  formatY: (y: number) => string,
): readonly ReadOutPart[] {
  const parts = panels.flatMap(({ series }) =>
    series.flatMap(({ name, points }) => {
      const point = points[nearestIndex(points, x)];
      return point ? [{ name, value: formatY(point[1]) }] : [];
    }),
  );
  return [{ name: axis.name, value: formatX(x) }, ...parts];
}

/** A table shows at most this many rows; a longer one is thinned evenly. */
const TABLE_ROWS = 500;

/** The same figures as a table: one row for each x. */
export function chartTable(
  panels: readonly ChartPanel[],
  axis: ChartAxis,
  formatX: (x: number) => string,
  formatY: (y: number) => string,
): FigureTable {
  const series = panels.flatMap((panel) => panel.series);
  const [xs, ...columns] = alignColumns(series);
  const step = Math.max(1, Math.ceil(xs.length / TABLE_ROWS));
  const rows = xs.flatMap((x, index) => {
    if (index % step !== 0 && index !== xs.length - 1) return [];
    const cells = columns.map((column) => {
      const y = column[index];
      return y === null || y === undefined ? "" : formatY(y);
    });
    return [[formatX(x), ...cells]];
  });
  return { head: [axis.name, ...series.map(({ name }) => name)], rows };
}
