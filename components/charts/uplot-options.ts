import type uPlot from "uplot";
import { seriesCss } from "./chart-colors";
import type { ChartAxis, ChartEvent, ChartPanel } from "./chart-types";
import { chartTicks } from "./number-format";
import { gapsOf, lonePoints } from "./series";
import { colorOf, drawOver } from "./uplot-draw";

export interface PanelView {
  readonly panel: ChartPanel;
  readonly axis: ChartAxis;
  readonly events: readonly ChartEvent[];
  readonly format: (y: number) => string;
  readonly formatX: (x: number) => string;
  readonly logScale: boolean;
  /** Only the lowest panel has numbers and a name on its x axis. */
  readonly isLast: boolean;
  /** Letters of the longest name of all panels, so that their x axes end together. */
  readonly longestName: number;
  readonly onRead: (x: number | null) => void;
  readonly onZoom: (range: readonly [number, number] | null) => void;
}

const NARROW = 480;
const LEFT = 48;
const xAxisHeight = ({ isLast, axis }: PanelView): number =>
  isLast ? (axis.name === "" ? 24 : 36) : 6;

/** Room at the right for the names at the ends of the lines. */
const rightOf = (width: number, longest: number): number => {
  return Math.min(width < NARROW ? 82 : 132, 22 + longest * 6.6);
};

const xValues = ({ axis, formatX, isLast }: PanelView, ticks: number[]): string[] => {
  if (!isLast) return ticks.map(() => "");
  return axis.kind === "time" ? chartTicks(ticks) : ticks.map(formatX);
};

/** Some air above and below, or the whole from 0. */
const yRange =
  (view: () => PanelView) =>
  (_: uPlot, min: number | null, max: number | null): [number, number] => {
    if (min === null || max === null) return [0, 1];
    const air = (max - min) * 0.08 || Math.abs(max) * 0.05 || 1;
    // The name of the best point stands below it.
    const below = view().panel.best ? air * 2.5 : air;
    return view().panel.fromZero ? [0, max > 0 ? max * 1.08 : 1] : [min - below, max + air];
  };

function axes(view: () => PanelView, resolve: (css: string) => string): uPlot.Axis[] {
  const shared = {
    stroke: () => resolve("var(--color-ink-3)"),
    font: "11px system-ui, sans-serif",
    ticks: { show: false },
  };
  return [
    {
      ...shared,
      grid: { show: false },
      border: { show: true, width: 1, stroke: () => resolve("var(--color-chart-axis)") },
      size: xAxisHeight(view()),
      space: 64,
      gap: 4,
      values: (_, ticks) => xValues(view(), ticks),
    },
    {
      ...shared,
      grid: { width: 1, stroke: () => resolve("var(--color-chart-grid)") },
      size: LEFT,
      space: 26,
      gap: 6,
      values: (_, ticks) => ticks.map((tick) => view().format(tick)),
    },
  ];
}

const seriesOf = (view: () => PanelView, resolve: (css: string) => string): uPlot.Series[] =>
  view().panel.series.map((series, index) => {
    const { line } = seriesCss(colorOf(series, index));
    const shown = (at: number) => view().panel.series[at - 1] ?? series;
    return {
      label: series.name,
      width: 1.5,
      // Series of one panel need not share their x, so a line passes what only others have.
      spanGaps: series.breakAfter === undefined,
      gaps: (plot, at) =>
        gapsOf(shown(at)).map(([from, to]) => [
          plot.valToPos(from, "x", true),
          plot.valToPos(to, "x", true),
        ]),
      stroke: () => resolve(line),
      points: {
        show: true,
        size: 5,
        filter: ({ data: [xs] }, at) => lonePoints(shown(at)).map((x) => xs.indexOf(x)),
      },
      ...(series.area
        ? { fill: () => resolve(`color-mix(in oklab, ${line} 11%, transparent)`) }
        : {}),
    };
  });

/** What a selected stretch means in values of x; a mere click selects nothing. */
function zoomed(plot: uPlot, view: PanelView): void {
  const { left, width } = plot.select;
  if (width > 4) view.onZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** All that uPlot needs for one panel. `view` is asked at each drawing, so it may change. */
export function plotOptions(
  view: () => PanelView,
  size: { readonly width: number; readonly height: number },
  resolve: (css: string) => string,
  sync: string,
): uPlot.Options {
  const { axis, logScale } = view();
  return {
    width: size.width,
    height: size.height + xAxisHeight(view()),
    padding: [12, rightOf(size.width, view().longestName), 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      sync: { key: sync, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          view().onZoom(null);
          return null;
        },
      },
      points: { size: 6 },
    },
    scales: {
      x: { time: axis.kind === "time", auto: false },
      y: logScale ? { distr: 3, log: 10 } : { range: yRange(view) },
    },
    ms: 1,
    axes: axes(view, resolve),
    series: [{}, ...seriesOf(view, resolve)],
    hooks: {
      draw: [(plot) => drawOver(plot, view(), resolve)],
      setSelect: [(plot) => zoomed(plot, view())],
      setCursor: [
        (plot) => {
          const { left = -1, idx } = plot.cursor;
          const x = idx === null || idx === undefined ? undefined : plot.data[0][idx];
          view().onRead(left < 0 || x === undefined ? null : x);
        },
      ],
    },
  };
}
