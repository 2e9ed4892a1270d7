export interface RangeStripProps {
  readonly min: number;
  readonly max: number;
  /** Values that were tried. */
  readonly ticks: readonly number[];
  /** The default. */
  readonly ring: number | null;
  /** The best of those that were tried. */
  readonly disc: number | null;
  /** Reads without the picture. */
  readonly label: string;
}

/** From so large a quotient of the ends on, equal steps are equal factors. */
const FACTORS_FROM = 100;

/** Where a value lies between the ends, as percent; null outside of them. */
function placeIn(min: number, max: number): (value: number) => number | null {
  const scale = min > 0 && max / min >= FACTORS_FROM ? Math.log : (value: number) => value;
  const [low, high] = [scale(min), scale(max)];
  return (value) =>
    value < min || value > max || high === low ? null : ((scale(value) - low) / (high - low)) * 100;
}

/** One hyperparameter: line for what is allowed, ticks for what was tried, ring for the default. */
export function RangeStrip({ min, max, ticks, ring, disc, label }: RangeStripProps) {
  const place = placeIn(min, max);
  const mark = (value: number | null, className: string) => {
    const at = value === null ? null : place(value);
    return at === null ? null : <i className={className} style={{ left: `${at}%` }} />;
  };
  return (
    <span className="range-strip" role="img" aria-label={label}>
      {[...new Set(ticks)].map((value) => (
        <span key={value}>{mark(value, "range-strip-tick")}</span>
      ))}
      {mark(ring, "range-strip-ring")}
      {mark(disc, "range-strip-disc")}
    </span>
  );
}
