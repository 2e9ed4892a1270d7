"use client";
import { useEffect } from "react";
import { lazily } from "@/components/ui/lazily";
import type { Point } from "./chart-types";
import { evenly } from "./downsample";
import { useFigure } from "./figure-context";
import { chartNumber } from "./number-format";

export interface ScatterProps {
  readonly points: readonly Point[];
  readonly xName: string;
  readonly yName: string;
  /** Draws the line on which y equals x, and names it. */
  readonly diagonal?: string;
  /** Draws the line y = 0, as for residuals. */
  readonly zeroLine?: boolean;
  /** Points that stand out; each is among `points`. */
  readonly ringed?: readonly Point[];
  readonly height?: number;
  readonly format?: (value: number) => string;
}

/** More points than this are one blot; an even part of them is shown. */
const SCATTER_LIMIT = 10_000;

const Dots = lazily(() => import("./uplot-dots").then((module) => module.Dots), { when: "shown" });

/** Points of two numbers. */
export function Scatter(props: ScatterProps) {
  const { points, xName, yName, height = 320, format = chartNumber } = props;
  const { name, lendTable } = useFigure();
  const shown = evenly(points, SCATTER_LIMIT);
  useEffect(() => {
    lendTable(() => ({
      head: [xName, yName],
      rows: evenly(points, 500).map(([x, y]) => [format(x), format(y)]),
    }));
    return () => lendTable(null);
  }, [lendTable, points, xName, yName, format]);
  return (
    <div className="chart" style={{ height }} role="img" aria-label={name}>
      <Dots {...props} points={shown} format={format} />
    </div>
  );
}
