export interface MiniHistogramProps {
  readonly counts: readonly number[];
  /** What is counted, read aloud. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

const GAP = 1;
/** Few bars are not drawn as wide blocks. */
const WIDEST = 12;
/** A count that is not 0 must be seen. */
const LOWEST = 1;

/** Bars without axes, in the order they are given; the tallest fills the height. */
export function MiniHistogram({ counts, label, width = 132, height = 22 }: MiniHistogramProps) {
  const most = Math.max(...counts, 1);
  const step = Math.min(WIDEST, width / counts.length);
  return (
    <svg
      className="mini-histogram"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {counts.map((count, at) => {
        const tall = count === 0 ? 0 : Math.max(LOWEST, (count / most) * height);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar's place is its identity
            key={at}
            x={at * step}
            y={height - tall}
            width={Math.max(0.5, step - GAP)}
            height={tall}
          />
        );
      })}
    </svg>
  );
}
