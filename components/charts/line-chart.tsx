"use client";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { lazily } from "@/components/ui/lazily";
import { common } from "@/lib/words/common";
import type { ChartAxis, ChartEvent, ChartPanel } from "./chart-types";
import { useFigure } from "./figure-context";
import { chartNumber, chartTime } from "./number-format";
import { allX, chartTable, nearestIndex, panelHeight, readOutAt, xRange } from "./series";

export interface LineChartProps {
  /** One panel for each size of metric; they share the x axis. */
  readonly panels: readonly ChartPanel[];
  readonly x: ChartAxis;
  /** How a value reads; five significant figures unless told. */
  readonly format?: (y: number) => string;
  readonly formatX?: (x: number) => string;
  readonly events?: readonly ChartEvent[];
  /** The part of the x axis in sight, from the URL; the whole of it when null. */
  readonly zoom?: readonly [number, number] | null;
  /** Brushing, double click and Escape come here; without it the chart keeps its own zoom. */
  readonly onZoom?: (range: readonly [number, number] | null) => void;
  readonly logScale?: boolean;
  /** Charts of one name move their read-out together. */
  readonly sync?: string;
}

/** Loaded when a chart is first shown: most pages have none. */
const Panels = lazily(() => import("./uplot-panels").then((module) => module.UplotPanels), {
  when: "shown",
});

const X_AXIS_HEIGHT = 36;

/** Zoom that the page keeps in the URL, or that the chart keeps itself. */
function useZoom({ zoom, onZoom }: LineChartProps) {
  const [own, setOwn] = useState<readonly [number, number] | null>(null);
  const isControlled = onZoom !== undefined;
  const current = isControlled ? (zoom ?? null) : own;
  const { lendReset } = useFigure();
  const change = useCallback(
    (range: readonly [number, number] | null) => (onZoom ?? setOwn)(range),
    [onZoom],
  );
  useEffect(() => {
    lendReset(current ? () => change(null) : null);
    return () => lendReset(null);
  }, [current, change, lendReset]);
  return { zoom: current, change };
}

/** Lends the figure its read-out and its table; both see the newest data. */
function useReading(
  panels: readonly ChartPanel[],
  x: ChartAxis,
  format: (y: number) => string,
  formatX: (x: number) => string,
) {
  const { showReadOut, offerReading, lendTable } = useFigure();
  const latest = useRef({ panels, x, format, formatX });
  useEffect(() => {
    latest.current = { panels, x, format, formatX };
  });
  useEffect(() => {
    lendTable(() => {
      const now = latest.current;
      return chartTable(now.panels, now.x, now.formatX, now.format);
    });
    offerReading(true);
    return () => {
      lendTable(null);
      offerReading(false);
    };
  }, [lendTable, offerReading]);
  return useCallback(
    (at: number | null) => {
      const now = latest.current;
      showReadOut(at === null ? null : readOutAt(now.panels, now.x, at, now.formatX, now.format));
    },
    [showReadOut],
  );
}

/**
 * Lines over one x axis: names at their ends, one read-out in the figure's head moved by pointer
 * or arrow keys, brushing zooms, Escape or a double click shows everything again.
 */
export function LineChart(props: LineChartProps) {
  const { panels, x, format = chartNumber, events = [], logScale = false, sync } = props;
  const formatX = props.formatX ?? (x.kind === "time" ? chartTime : chartNumber);
  const { name } = useFigure();
  const { zoom, change } = useZoom(props);
  const [keyX, setKeyX] = useState<number | null>(null);
  const onRead = useReading(panels, x, format, formatX);
  const range = useMemo(() => zoom ?? x.range ?? xRange(panels), [zoom, x.range, panels]);
  const onKeyDown = (event: KeyboardEvent) => {
    const xs = allX(panels);
    const to = readKey(event.key, xs, keyX);
    if (event.key === "Escape" && zoom) change(null);
    else if (event.key === "Escape") setKeyX(null);
    else if (to === null) return;
    else setKeyX(to);
    event.preventDefault();
    onRead(to);
  };
  const height = panels.reduce(
    (sum, panel, index) => sum + panelHeight(panel, index),
    X_AXIS_HEIGHT,
  );
  if (!range) {
    return (
      <div className="chart chart-empty" style={{ height }}>
        {common.figure.noPoints}
      </div>
    );
  }
  return (
    <div
      className="chart"
      style={{ minHeight: height }}
      role="img"
      aria-label={name}
      aria-description={common.figure.keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the read-out
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setKeyX(null)}
    >
      <Panels
        panels={panels}
        axis={x}
        range={range}
        events={events}
        format={format}
        formatX={formatX}
        logScale={logScale}
        readAt={keyX}
        onRead={onRead}
        onZoom={change}
        {...(sync ? { sync } : {})}
      />
    </div>
  );
}

/** The x that a key leads to from the one read now. */
function readKey(key: string, xs: readonly number[], from: number | null): number | null {
  const last = xs.length - 1;
  const at =
    from === null
      ? last + 1
      : nearestIndex(
          xs.map((x) => [x, 0] as const),
          from,
        );
  const to: Record<string, number> = {
    ArrowLeft: Math.max(0, at - 1),
    ArrowRight: Math.min(last, from === null ? 0 : at + 1),
    Home: 0,
    End: last,
  };
  const index = to[key];
  return index === undefined ? null : (xs[index] ?? null);
}
