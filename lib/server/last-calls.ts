import "server-only";
import { type MetricQuestion, variantSeries } from "@/lib/aws/endpoint-metrics";
import type { Target } from "@/lib/aws/targets";
import type { LastCalls, LastCallsBody } from "@/lib/contracts/endpoints";

const HOUR_S = 3600;
const WEEK_S = 7 * 24 * HOUR_S;
const INVOCATIONS: MetricQuestion = {
  id: "invocations",
  namespace: "AWS/SageMaker",
  metric: "Invocations",
  stat: "Sum",
};

/**
 * When each endpoint was called last within a week: one GetMetricData for all of them. The time is
 * the end of the hour in which the call came, so that nothing is taken for idle too early.
 */
export async function getLastCalls(
  target: Target,
  { variants }: LastCallsBody,
): Promise<LastCalls> {
  const end = Math.ceil(Date.now() / 1000 / HOUR_S) * HOUR_S;
  const window = {
    from: new Date((end - WEEK_S) * 1000),
    to: new Date(end * 1000),
    periodSeconds: HOUR_S,
  };
  const answers = await variantSeries(target, variants, [INVOCATIONS], window);
  const last = new Map<string, string | null>(variants.map(({ endpoint }) => [endpoint, null]));
  for (const [at, { endpoint }] of variants.entries()) {
    const called = answers[at]?.get(INVOCATIONS.id)?.findLast(({ value }) => value > 0);
    if (!called) continue;
    const hourEnd = new Date(Date.parse(called.at) + HOUR_S * 1000).toISOString();
    // ISO-8601 of one length: later is greater.
    if (hourEnd > (last.get(endpoint) ?? "")) last.set(endpoint, hourEnd);
  }
  return {
    from: window.from.toISOString(),
    endpoints: [...last].map(([name, lastCallAt]) => ({ name, lastCallAt })),
  };
}
