"use client";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from "recharts";
import type { Point } from "./chart-types";

const MARGIN = { top: 12, right: 12, bottom: 18, left: 0 };

interface AxisLook {
  readonly format: (value: number) => string;
  readonly xName: string;
}

const xAxis = ({ format, xName }: AxisLook) => ({
  type: "number" as const,
  tickFormatter: format,
  tickLine: false,
  stroke: "var(--color-chart-axis)",
  label: { value: xName, position: "insideBottomRight" as const, offset: -14, dx: -14 },
});

const yAxis = (format: (value: number) => string) => ({
  type: "number" as const,
  tickFormatter: format,
  tickLine: false,
  axisLine: false,
  width: 48,
});

export interface BarsProps extends AxisLook {
  readonly bars: readonly {
    readonly middle: number;
    readonly count: number;
    readonly outline?: number;
  }[];
  readonly ends: readonly [number, number];
}

/** The bars of a Histogram. */
export function Bars({ bars, ends, xName, format }: BarsProps) {
  return (
    <ResponsiveContainer>
      <ComposedChart data={[...bars]} margin={MARGIN} barCategoryGap={1} accessibilityLayer={false}>
        <CartesianGrid vertical={false} />
        <XAxis {...xAxis({ format, xName })} dataKey="middle" domain={[...ends]} />
        <YAxis {...yAxis(format)} domain={[0, "auto"]} />
        <Bar dataKey="count" fill="var(--color-chart-fill)" isAnimationActive={false} />
        {bars.some(({ outline }) => outline !== undefined) ? (
          <Line
            type="step"
            dataKey="outline"
            stroke="var(--color-ink)"
            dot={false}
            isAnimationActive={false}
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

export interface DotsProps extends AxisLook {
  readonly points: readonly Point[];
  readonly yName: string;
  readonly diagonal?: string;
  readonly zeroLine?: boolean;
}

/** The ends of the line y = x inside the points' box. */
function diagonalEnds(
  points: readonly Point[],
): [{ x: number; y: number }, { x: number; y: number }] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const from = Math.max(Math.min(...xs), Math.min(...ys));
  const to = Math.min(Math.max(...xs), Math.max(...ys));
  return [
    { x: from, y: from },
    { x: to, y: to },
  ];
}

const Dot = ({
  cx,
  cy,
}: {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
}) => <circle cx={cx} cy={cy} r={2.1} fill="var(--color-chart-1)" fillOpacity={0.34} />;

/** The points of a Scatter. */
export function Dots({ points, xName, yName, diagonal, zeroLine = false, format }: DotsProps) {
  const data = points.map(([x, y]) => ({ x, y }));
  return (
    <ResponsiveContainer>
      <ScatterChart margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} />
        <XAxis {...xAxis({ format, xName })} dataKey="x" domain={["auto", "auto"]} />
        <YAxis
          {...yAxis(format)}
          dataKey="y"
          domain={["auto", "auto"]}
          label={{ value: yName, position: "insideTopLeft", offset: 0, dx: 52, dy: -6 }}
        />
        <Scatter data={data} shape={Dot} isAnimationActive={false} />
        {diagonal && points.length > 0 ? (
          <ReferenceLine
            segment={diagonalEnds(points)}
            stroke="var(--color-ink)"
            label={{ value: diagonal, position: "insideBottomRight" }}
          />
        ) : null}
        {zeroLine ? <ReferenceLine y={0} stroke="var(--color-ink)" /> : null}
      </ScatterChart>
    </ResponsiveContainer>
  );
}
