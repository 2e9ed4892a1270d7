"use client";
import { useEffect } from "react";
import { lazily } from "@/components/ui/lazily";
import { useFigure } from "./figure-context";
import { chartNumber } from "./number-format";

export interface HistogramProps {
  /** One more than there are counts, ascending. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Counts of what it is compared with, over the same bins: drawn as steps in ink. */
  readonly outline?: { readonly name: string; readonly counts: readonly number[] } | null;
  /** Below the axis. */
  readonly xName: string;
  /** Heads the counts in the table: "rows". */
  readonly yName: string;
  readonly height?: number;
  readonly format?: (value: number) => string;
}

const Bars = lazily(() => import("./recharts-figures").then((module) => module.Bars), {
  when: "shown",
});

/** Counts over bins of equal width. */
export function Histogram({
  edges,
  counts,
  outline = null,
  xName,
  yName,
  height = 200,
  format = chartNumber,
}: HistogramProps) {
  const { name, lendTable } = useFigure();
  useEffect(() => {
    lendTable(() => ({
      head: [xName, yName, ...(outline ? [outline.name] : [])],
      rows: counts.map((count, index) => [
        `${format(edges[index] ?? 0)} to ${format(edges[index + 1] ?? 0)}`,
        chartNumber(count),
        ...(outline ? [chartNumber(Math.round(outline.counts[index] ?? 0))] : []),
      ]),
    }));
    return () => lendTable(null);
  }, [lendTable, edges, counts, outline, xName, yName, format]);
  const bars = counts.map((count, index) => ({
    middle: ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2,
    count,
    ...(outline ? { outline: outline.counts[index] ?? 0 } : {}),
  }));
  return (
    <div className="chart" style={{ height }} role="img" aria-label={name}>
      <Bars bars={bars} ends={[edges[0] ?? 0, edges.at(-1) ?? 1]} xName={xName} format={format} />
    </div>
  );
}
