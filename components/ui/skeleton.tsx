import { common } from "@/lib/words/common";

export interface SkeletonProps {
  /** Any CSS length. */
  readonly width?: string;
}

/** A grey bar in the place of one value; the row keeps its final height. */
export function Skeleton({ width = "70px" }: SkeletonProps) {
  return <span className="skeleton" style={{ width }} aria-hidden />;
}

const WIDTHS = ["62%", "48%", "70%", "55%"] as const;

export interface SkeletonRowsProps {
  readonly rows?: number;
}

/** Rows of a list that is being read; nothing shows for the first 200 ms. */
export function SkeletonRows({ rows = 4 }: SkeletonRowsProps) {
  return (
    <div className="late" role="status" aria-busy>
      <span className="sr-only">{common.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no identity
        <div key={row} className="flex h-row items-center border-line border-b">
          <Skeleton width={WIDTHS[row % WIDTHS.length] ?? "60%"} />
        </div>
      ))}
    </div>
  );
}
