import type { Evaluation } from "@/lib/contracts/model-files";
import { formatMetric } from "@/lib/domain/format";

type Features = NonNullable<Evaluation["importance"]>["features"];

export interface FeatureImportanceProps {
  readonly features: Features;
}

/** A bar for each feature, as long as its importance. */
export function FeatureImportance({ features }: FeatureImportanceProps) {
  const known = features.flatMap(({ name, value, spread }) =>
    value === null ? [] : [{ name, value, spread }],
  );
  const longest = Math.max(...known.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  return (
    <ul className="grid gap-2">
      {known
        .toSorted((a, b) => b.value - a.value)
        .map(({ name, value, spread }) => (
          <li
            key={name}
            className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)_8rem] items-center gap-3"
          >
            <code className="truncate" title={name}>
              {name}
            </code>
            <span className="track">
              <span style={{ width: `${(Math.max(0, value) / longest) * 100}%` }} />
            </span>
            <span className="text-right tabular-nums">
              {formatMetric(value)}
              {spread === null ? null : (
                <span className="text-ink-3"> ± {formatMetric(spread, 3)}</span>
              )}
            </span>
          </li>
        ))}
    </ul>
  );
}
