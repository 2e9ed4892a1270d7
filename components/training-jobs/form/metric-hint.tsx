import { Icon } from "@/components/ui/icon";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import type { MetricTrial } from "@/lib/domain/metric-trial";
import { metricCheckWords as words } from "@/lib/words/new-training-job";

const COLORS = 8;

/** A metric's colour in the form, by its place. */
export const metricColor = (metric: number): string =>
  `var(--color-chart-${(metric % COLORS) + 1})`;

export interface MetricHintProps {
  /** Its place in the form. */
  readonly metric: number;
  readonly trial: MetricTrial;
}

/** What one expression finds in the past log. */
export function MetricHint({ metric, trial }: MetricHintProps) {
  const { hits, last, notNumbers } = trial;
  if (hits > 0 && last !== null) {
    return (
      <>
        <i className="metric-swatch" style={{ background: metricColor(metric) }} />
        {words.hits(formatNumber(hits), formatMetric(last))}
      </>
    );
  }
  return (
    <span className="inline-flex items-center gap-1 text-warn">
      <Icon name="partial" />
      {notNumbers > 0 ? words.notNumbers(formatNumber(notNumbers)) : words.never}
    </span>
  );
}
