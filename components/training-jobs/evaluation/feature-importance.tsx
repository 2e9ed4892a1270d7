"use client";
import { useState } from "react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import type { Evaluation } from "@/lib/domain/evaluation/evaluation";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

/** Further features are shown on request. */
const SHOWN = 12;

export interface FeatureImportanceProps {
  readonly importance: NonNullable<Evaluation["importance"]>;
}

/** A bar for each feature, as long as its importance. */
export function FeatureImportance({ importance }: FeatureImportanceProps) {
  const [whole, setWhole] = useState(false);
  const known = importance.features
    .flatMap(({ name, value, spread }) => (value === null ? [] : [{ name, value, spread }]))
    .sort((a, b) => b.value - a.value);
  if (known.length === 0) return null;
  const longest = Math.max(known[0]?.value ?? 0, Number.MIN_VALUE);
  const shown = whole ? known : known.slice(0, SHOWN);
  const more = known.length - shown.length;
  return (
    <Section title={words.importance} aside={importance.method}>
      <ul className="grid gap-2">
        {shown.map(({ name, value, spread }) => (
          <li
            key={name}
            className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)_8rem] items-center gap-3"
          >
            <code className="truncate" title={name}>
              {name}
            </code>
            <span className="bar" style={{ width: `${(Math.max(0, value) / longest) * 100}%` }} />
            <span className="text-right tabular-nums">
              {formatMetric(value, 4)}
              {spread === null ? null : (
                <span className="text-ink-3"> ± {formatMetric(spread, 3)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <div className="mt-2">
          <Button size="sm" onClick={() => setWhole(true)}>
            {words.moreFeatures(formatNumber(more))}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
