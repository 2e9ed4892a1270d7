"use client";
import { Age } from "@/components/layout/age";
import { FigureRow, type FigureRowItem } from "@/components/ui/figure-row";
import type { EndpointHealth } from "@/lib/contracts/endpoints";
import { formatMetric, formatNumber, formatShare } from "@/lib/domain/format";
import { endpointPageWords } from "@/lib/words/endpoint";

const words = endpointPageWords.evidence;

function okShare({ okShare: share, invocations, windowMinutes }: EndpointHealth): FigureRowItem {
  const label = words.ok(windowMinutes);
  if (share === null) {
    const context = words.noTrafficContext(windowMinutes);
    return { id: "ok", label, value: words.noTraffic, words: true, context };
  }
  const failed = Math.round((1 - share) * invocations);
  const calls = formatNumber(invocations);
  return {
    id: "ok",
    label,
    value: formatShare(share, share === 1 ? 0 : 2),
    context: failed === 0 ? words.noneFailed(calls) : words.failed(formatNumber(failed), calls),
  };
}

const latency = (id: string, label: string, ms: number | null): FigureRowItem =>
  ms === null
    ? { id, label, value: words.noTraffic, words: true }
    : {
        id,
        label,
        value: formatMetric(ms, 3),
        unit: words.milliseconds,
        context: words.perMinute,
      };

function ping({ pings }: EndpointHealth): FigureRowItem {
  const lastPing = pings.at(-1);
  const label = words.ping;
  if (!lastPing) {
    return { id: "ping", label, value: words.noPing, words: true, context: words.noPingContext };
  }
  return {
    id: "ping",
    label,
    value: <Age time={lastPing.at} />,
    words: true,
    context: words.pingAnswer(lastPing.status, formatMetric(lastPing.milliseconds, 2)),
  };
}

function calls({ invocations, windowMinutes, lastInvocationAt }: EndpointHealth): FigureRowItem {
  const context = lastInvocationAt ? (
    <>
      {words.lastCall} <Age time={lastInvocationAt} />
    </>
  ) : (
    words.never
  );
  return {
    id: "calls",
    label: words.calls,
    value: formatMetric(Number((invocations / windowMinutes).toPrecision(3)), 3),
    unit: words.aMinute,
    context,
  };
}

/** What the verdict rests on: calls of the last minutes and the container's pings. */
export function EndpointEvidence({ health }: { readonly health: EndpointHealth }) {
  return (
    <FigureRow
      ruled
      items={[
        okShare(health),
        latency("p50", words.p50, health.p50Ms),
        latency("p99", words.p99, health.p99Ms),
        ping(health),
        calls(health),
      ]}
    />
  );
}
