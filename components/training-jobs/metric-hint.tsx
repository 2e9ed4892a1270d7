import { StatusLabel } from "@/components/ui/status-label";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import type { MetricTrial } from "@/lib/domain/metric-trial";
import { metricCheckWords as words } from "@/lib/words/new-training-job";

/** What one expression finds in the past log. */
export function MetricHint({ trial }: { readonly trial: MetricTrial }) {
  const { hits, last, notNumbers } = trial;
  if (hits > 0 && last !== null) return words.hits(formatNumber(hits), formatMetric(last));
  return (
    <StatusLabel kind="partial">
      {notNumbers > 0 ? words.notNumbers(formatNumber(notNumbers)) : words.never}
    </StatusLabel>
  );
}
