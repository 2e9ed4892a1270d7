"use client";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import type { Point } from "./chart-types";
import { mountPlot } from "./uplot-mount";

export interface DotsProps {
  readonly points: readonly Point[];
  readonly xName: string;
  readonly yName: string;
  readonly diagonal?: string;
  readonly zeroLine?: boolean;
  readonly ringed?: readonly Point[];
  readonly format: (value: number) => string;
}

type Resolve = (css: string) => string;

const RADIUS = 2.1;
const RING = 5;
const FONT = "11px system-ui, sans-serif";

/** Some air around the outermost points. */
function rangeOf(values: readonly number[]): [number, number] {
  const min = values.reduce((low, value) => Math.min(low, value), Infinity);
  const max = values.reduce((high, value) => Math.max(high, value), -Infinity);
  const air = (max - min) * 0.04 || Math.abs(max) * 0.05 || 1;
  return [min - air, max + air];
}

function dots(plot: uPlot, points: readonly Point[], color: string): void {
  const { ctx } = plot;
  const radius = RADIUS * devicePixelRatio;
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.34;
  for (const [x, y] of points) {
    ctx.beginPath();
    ctx.arc(plot.valToPos(x, "x", true), plot.valToPos(y, "y", true), radius, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/** A ring around each, so that it is found among the others. */
function rings(plot: uPlot, points: readonly Point[], color: string): void {
  const { ctx } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  const radius = RING * devicePixelRatio;
  for (const [x, y] of points) {
    ctx.beginPath();
    ctx.arc(plot.valToPos(x, "x", true), plot.valToPos(y, "y", true), radius, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

type End = readonly [x: number, y: number];

function segment(plot: uPlot, from: End, to: End, color: string): void {
  const { ctx } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(plot.valToPos(from[0], "x", true), plot.valToPos(from[1], "y", true));
  ctx.lineTo(plot.valToPos(to[0], "x", true), plot.valToPos(to[1], "y", true));
  ctx.stroke();
}

/** The line y = x inside the box of both axes, its name at the upper end. */
function diagonalLine(plot: uPlot, name: string, color: string): void {
  const { x, y } = plot.scales;
  const from = Math.max(x?.min ?? 0, y?.min ?? 0);
  const to = Math.min(x?.max ?? 0, y?.max ?? 0);
  if (from >= to) return;
  segment(plot, [from, from], [to, to], color);
  plot.ctx.textAlign = "right";
  plot.ctx.textBaseline = "bottom";
  plot.ctx.fillText(
    name,
    plot.valToPos(to, "x", true) - 8 * devicePixelRatio,
    plot.valToPos(to, "y", true),
  );
}

function drawDots(plot: uPlot, view: DotsProps, resolve: Resolve): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const ink = resolve("var(--color-ink)");
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  dots(plot, view.points, resolve("var(--color-chart-1)"));
  rings(plot, view.ringed ?? [], resolve("var(--color-fail)"));
  ctx.fillStyle = resolve("var(--color-ink-3)");
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.fillText(view.yName, bbox.left, bbox.top - 3 * ratio);
  ctx.textAlign = "right";
  ctx.textBaseline = "top";
  ctx.fillText(view.xName, bbox.left + bbox.width, bbox.top + bbox.height + 22 * ratio);
  ctx.fillStyle = ink;
  if (view.diagonal) diagonalLine(plot, view.diagonal, ink);
  const { min = 0, max = 0 } = plot.scales["x"] ?? {};
  if (view.zeroLine) segment(plot, [min ?? 0, 0], [max ?? 0, 0], ink);
  ctx.restore();
}

function dotsOptions(view: () => DotsProps, host: HTMLElement, resolve: Resolve): uPlot.Options {
  const shared = {
    stroke: () => resolve("var(--color-ink-3)"),
    font: FONT,
    ticks: { show: false },
    values: (_: uPlot, ticks: number[]) => ticks.map((tick) => view().format(tick)),
  };
  return {
    width: host.clientWidth,
    height: host.clientHeight,
    padding: [18, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => rangeOf(view().points.map(([x]) => x)) },
      y: {
        range: () => rangeOf([...view().points.map(([, y]) => y), ...(view().zeroLine ? [0] : [])]),
      },
    },
    axes: [
      {
        ...shared,
        grid: { show: false },
        border: { show: true, width: 1, stroke: () => resolve("var(--color-chart-axis)") },
        size: 38,
        gap: 4,
      },
      {
        ...shared,
        grid: { width: 1, stroke: () => resolve("var(--color-chart-grid)") },
        size: 56,
        gap: 6,
      },
    ],
    // Lines between neighbours would say that one follows from the other.
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [(plot) => drawDots(plot, view(), resolve)] },
  };
}

/** The points of a Scatter, on a canvas: thousands of elements would take seconds. */
export function Dots(props: DotsProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const view = useRef(props);
  useEffect(() => {
    view.current = props;
    plot.current?.redraw(true, true);
  });
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const mounted = mountPlot(
      box,
      (resolve) =>
        new uPlot(
          dotsOptions(() => view.current, box, resolve),
          // uPlot wants its first column ascending; what is drawn are the points themselves.
          [
            [0, 1],
            [0, 1],
          ],
          box,
        ),
    );
    plot.current = mounted.plot;
    return () => {
      plot.current = null;
      mounted.stop();
    };
  }, []);
  return <div ref={host} className="h-full" aria-hidden />;
}
