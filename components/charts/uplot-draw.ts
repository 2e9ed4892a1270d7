import type uPlot from "uplot";
import { seriesCss } from "./chart-colors";
import type { ChartAxis, ChartEvent, ChartPanel, ChartSeries, SeriesColor } from "./chart-types";

/** The palette in its order, unless a series names its colour. */
export const colorOf = (series: ChartSeries, index: number): SeriesColor =>
  series.color ?? (((index % 8) + 1) as SeriesColor);

interface Pen {
  readonly plot: uPlot;
  readonly ratio: number;
  readonly resolve: (css: string) => string;
}

const NAME_GAP = 14;

function dashed({ plot, ratio, resolve }: Pen, { x, name }: ChartEvent): void {
  const { ctx, bbox } = plot;
  const at = plot.valToPos(x, "x", true);
  if (at < bbox.left || at > bbox.left + bbox.width) return;
  ctx.strokeStyle = resolve("var(--color-chart-axis)");
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(at, bbox.top);
  ctx.lineTo(at, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = resolve("var(--color-ink-3)");
  ctx.fillText(name, at + 5 * ratio, bbox.top + 8 * ratio);
}

function disc({ plot, ratio }: Pen, x: number, y: number, radius: number): void {
  plot.ctx.beginPath();
  plot.ctx.arc(x, y, radius * ratio, 0, 2 * Math.PI);
}

interface EndName {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly color: string;
}

/** Moves names apart that would stand on one another, and keeps the lowest inside the panel. */
export function spreadNames<T extends { readonly y: number }>(
  names: readonly T[],
  gap: number,
  bottom: number,
): readonly T[] {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  const placed: T[] = [];
  for (const name of sorted) {
    const above = placed.at(-1);
    placed.push(above && name.y - above.y < gap ? { ...name, y: above.y + gap } : name);
  }
  const over = Math.max(0, (placed.at(-1)?.y ?? 0) - bottom);
  return over > 0 ? placed.map((name) => ({ ...name, y: name.y - over })) : placed;
}

/** As much of a name as there is room for, its end left out. */
function fitted(ctx: CanvasRenderingContext2D, name: string, room: number): string {
  if (ctx.measureText(name).width <= room) return name;
  for (let length = name.length - 1; length > 0; length -= 1) {
    const text = `${name.slice(0, length)}…`;
    if (ctx.measureText(text).width <= room) return text;
  }
  return "";
}

function endOf(pen: Pen, series: ChartSeries, index: number): EndName[] {
  const { min = 0, max = 0 } = pen.plot.scales["x"] ?? {};
  const last = series.points.findLast(([x, y]) => x <= (max ?? 0) && Number.isFinite(y));
  if (!last || last[0] < (min ?? 0)) return [];
  return [
    {
      x: pen.plot.valToPos(last[0], "x", true),
      y: pen.plot.valToPos(last[1], "y", true),
      name: series.name,
      color: pen.resolve(seriesCss(colorOf(series, index)).line),
    },
  ];
}

function names(pen: Pen, panel: ChartPanel): void {
  const { plot, ratio, resolve } = pen;
  const ends = panel.series.flatMap((series, index) =>
    endOf(pen, series, index).map((end) => ({
      ...end,
      text: resolve(seriesCss(colorOf(series, index)).text),
    })),
  );
  for (const { x, y, color } of ends) {
    plot.ctx.fillStyle = color;
    disc(pen, x, y, 2.5);
    plot.ctx.fill();
  }
  const bottom = plot.bbox.top + plot.bbox.height;
  for (const { x, y, name, text } of spreadNames(ends, NAME_GAP * ratio, bottom)) {
    const from = x + 8 * ratio;
    plot.ctx.fillStyle = text;
    plot.ctx.fillText(fitted(plot.ctx, name, plot.ctx.canvas.width - from), from, y);
  }
}

function ring(pen: Pen, panel: ChartPanel): void {
  if (!panel.best) return;
  const { plot, ratio, resolve } = pen;
  const { x, y, label } = panel.best;
  const left = plot.valToPos(x, "x", true);
  const top = plot.valToPos(y, "y", true);
  if (left < plot.bbox.left || left > plot.bbox.left + plot.bbox.width) return;
  disc(pen, left, top, 4);
  plot.ctx.fillStyle = resolve("var(--color-page)");
  plot.ctx.fill();
  plot.ctx.strokeStyle = resolve("var(--color-ink)");
  plot.ctx.lineWidth = 1.5 * ratio;
  plot.ctx.stroke();
  plot.ctx.fillStyle = resolve("var(--color-ink)");
  const isLow = top + 22 * ratio > plot.bbox.top + plot.bbox.height;
  const width = plot.ctx.measureText(label).width;
  const from = Math.max(plot.bbox.left, left - width / 2);
  plot.ctx.fillText(label, from, top + (isLow ? -13 : 15) * ratio);
}

/** Under the end of the axis. */
function axisName({ plot, ratio, resolve }: Pen, name: string): void {
  const { ctx, bbox } = plot;
  ctx.textAlign = "right";
  ctx.fillStyle = resolve("var(--color-ink-3)");
  ctx.fillText(name, bbox.left + bbox.width, bbox.top + bbox.height + 29 * ratio);
}

interface PanelDrawing {
  readonly panel: ChartPanel;
  readonly events: readonly ChartEvent[];
  readonly axis: ChartAxis;
  readonly isLast: boolean;
}

/** Draws what stands on the lines: events, names at the ends, the ring around the best point. */
export function drawOver(
  plot: uPlot,
  { panel, events, axis, isLast }: PanelDrawing,
  resolve: (css: string) => string,
): void {
  const ratio = devicePixelRatio;
  const pen: Pen = { plot, ratio, resolve };
  const { ctx } = plot;
  ctx.save();
  ctx.font = `500 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const event of events) dashed(pen, event);
  names(pen, panel);
  ring(pen, panel);
  if (isLast) axisName(pen, axis.name);
  ctx.restore();
}
