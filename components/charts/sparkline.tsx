import { seriesCss } from "./chart-colors";
import type { SeriesColor } from "./chart-types";
import { minMaxPoints } from "./downsample";

export interface SparklineProps {
  readonly values: readonly number[];
  readonly color?: SeriesColor;
  readonly width?: number;
  readonly height?: number;
  /** Sparklines of one column share these two. */
  readonly min?: number;
  readonly max?: number;
  readonly area?: boolean;
}

/** A small line without axes, its last point marked. It repeats a number that stands beside it. */
export function Sparkline(props: SparklineProps) {
  const { values, color = "ink", width = 64, height = 20, area = false } = props;
  const min = props.min ?? Math.min(...values);
  const max = props.max ?? Math.max(...values);
  const points = minMaxPoints(
    values.map((value, index) => [index, value] as const),
    width,
  );
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 6);
  const y = (value: number) => height - 3 - ((value - min) / (max - min || 1)) * (height - 6);
  const last = points.at(-1);
  if (!last) return null;
  const path = points.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
  const { line } = seriesCss(color);
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      {area ? (
        <path d={`M2 ${height - 1}L${path}V${height - 1}Z`} fill={line} opacity={0.12} />
      ) : null}
      <path d={`M${path}`} fill="none" stroke={line} strokeWidth={1.25} strokeLinejoin="round" />
      <circle cx={x(last[0])} cy={y(last[1])} r={1.75} fill={line} />
    </svg>
  );
}
