export interface BoxRowProps {
  /** p10, p25, p50, p75 and p90. */
  readonly quantiles: readonly number[];
  /** The ends of the scale, shared by all rows of a table. */
  readonly ends: readonly [number, number];
  /** Reads without the picture. */
  readonly label: string;
}

/** Where values lie: line for the middle 80 %, bar for the middle half, tick for the median. */
export function BoxRow({ quantiles, ends: [low, high], label }: BoxRowProps) {
  const at = (value: number) => `${((value - low) / (high - low || 1)) * 100}%`;
  const width = (from: number, to: number) => `${((to - from) / (high - low || 1)) * 100}%`;
  const [p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0] = quantiles;
  return (
    <span className="box-row" role="img" aria-label={label}>
      <i className="box-row-zero" style={{ left: at(0) }} />
      <i className="box-row-line" style={{ left: at(p10), width: width(p10, p90) }} />
      <i className="box-row-half" style={{ left: at(p25), width: width(p25, p75) }} />
      <i className="box-row-median" style={{ left: at(p50) }} />
    </span>
  );
}
