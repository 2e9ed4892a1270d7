"use client";
import { useEffect, useId, useRef } from "react";
import uPlot from "uplot";
import type { ChartAxis, ChartEvent, ChartPanel } from "./chart-types";
import { alignColumns, panelHeight } from "./series";
import { mountPlot } from "./uplot-mount";
import { type PanelView, plotOptions } from "./uplot-options";

export interface UplotPanelsProps {
  readonly panels: readonly ChartPanel[];
  readonly axis: ChartAxis;
  readonly range: readonly [number, number];
  readonly events: readonly ChartEvent[];
  readonly format: (y: number) => string;
  readonly formatX: (x: number) => string;
  readonly logScale: boolean;
  /** Where the arrow keys read; null leaves it to the pointer. */
  readonly readAt: number | null;
  readonly onRead: (x: number | null) => void;
  readonly onZoom: (range: readonly [number, number] | null) => void;
  readonly sync?: string;
}

/** The panels of a LineChart, drawn by uPlot. */
export function UplotPanels(props: UplotPanelsProps) {
  const own = useId();
  const names = props.panels.flatMap(({ series }) => series.map(({ name }) => name.length));
  const longestName = Math.max(0, ...names);
  return props.panels.map((panel, index) => (
    <UplotPanel
      key={panel.id}
      {...props}
      panel={panel}
      height={panelHeight(panel, index)}
      isLast={index === props.panels.length - 1}
      longestName={longestName}
      sync={props.sync ?? own}
    />
  ));
}

interface UplotPanelProps extends UplotPanelsProps {
  readonly panel: ChartPanel;
  readonly height: number;
  readonly isLast: boolean;
  readonly longestName: number;
  readonly sync: string;
}

/** What a plot cannot change after it was made. */
const structureOf = ({
  panel,
  axis,
  logScale,
  isLast,
  longestName,
  height,
  sync,
}: UplotPanelProps): string =>
  JSON.stringify([
    panel.series.map(({ id, name, color, area }) => [id, name, color, area]),
    axis.kind,
    axis.name,
    logScale,
    isLast,
    longestName,
    height,
    sync,
  ]);

function makePlot(host: HTMLElement, view: () => PanelView, height: number, sync: string) {
  return mountPlot(host, (resolve) => {
    const options = plotOptions(view, { width: host.clientWidth, height }, resolve, sync);
    return new uPlot(options, [[], ...view().panel.series.map(() => [])], host);
  });
}

function UplotPanel(props: UplotPanelProps) {
  const { panel, range, readAt, height, sync } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const view = useRef<PanelView>(props);
  useEffect(() => {
    view.current = props;
  });
  const structure = structureOf(props);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `structure` says when a plot must be made anew
  useEffect(() => {
    if (!host.current) return;
    const made = makePlot(host.current, () => view.current, height, sync);
    plot.current = made.plot;
    return () => {
      plot.current = null;
      made.stop();
    };
  }, [structure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot needs its data again
  useEffect(() => {
    plot.current?.batch(() => {
      plot.current?.setData(alignColumns(panel.series), false);
      plot.current?.setScale("x", { min: range[0], max: range[1] });
    });
  }, [panel, range, structure]);
  useEffect(() => {
    if (!plot.current || readAt === null) return;
    plot.current.setCursor({ left: plot.current.valToPos(readAt, "x"), top: 0 });
  }, [readAt]);
  return <div ref={host} aria-hidden />;
}
