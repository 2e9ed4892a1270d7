"use client";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";

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
