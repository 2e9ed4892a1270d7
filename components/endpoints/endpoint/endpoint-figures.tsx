"use client";
import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { QueryPanel } from "@/components/layout/query-panel";
import { Columns, Section } from "@/components/layout/section";
import { Segmented } from "@/components/ui/segmented";
import { endpoints } from "@/lib/client/endpoints";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointMetrics } from "@/lib/contracts/endpoints";
import { liveTopic, METRIC_RANGES, type MetricRange } from "@/lib/domain/live-topics";
import { endpointPageWords as words } from "@/lib/words/endpoint";
import {
  callsCaption,
  errorsCaption,
  latencyCaption,
  machineCaption,
  pointsOf,
  zeroFilled,
} from "../metric-series";

export interface EndpointFiguresProps {
  readonly name: string;
  readonly range: MetricRange;
  readonly onRange: (range: MetricRange) => void;
}

/** Calls, failures, latency and load over the chosen time. */
export function EndpointFigures({ name, range, onRange }: EndpointFiguresProps) {
  const target = useTarget();
  const query = useLiveQuery(
    liveTopic.endpointMetrics(name, range),
    endpoints.metrics(target, name, range),
  );
  return (
    <Section
      title={words.traffic}
      aside={
        <Segmented
          label={words.range}
          options={METRIC_RANGES.map((value) => ({ value, label: words.ranges[value] }))}
          value={range}
          onChange={onRange}
        />
      }
    >
      <QueryPanel query={query} rows={8}>
        {(metrics) => <Figures metrics={metrics} within={words.within[range]} />}
      </QueryPanel>
    </Section>
  );
}

interface FiguresProps {
  readonly metrics: EndpointMetrics;
  readonly within: string;
}

const SYNC = "endpoint";

const timeAxis = ({ from, to }: EndpointMetrics) => ({
  kind: "time" as const,
  name: words.figure.time,
  range: [Date.parse(from), Date.parse(to)] as const,
});

function Figures({ metrics, within }: FiguresProps) {
  return (
    <Columns>
      <Calls metrics={metrics} within={within} />
      <Latency metrics={metrics} within={within} />
      <Errors metrics={metrics} within={within} />
      <Machine metrics={metrics} />
    </Columns>
  );
}

function Calls({ metrics, within }: FiguresProps) {
  const points = zeroFilled(metrics, "invocations");
  return (
    <Figure
      title={words.figure.invocations}
      unit={words.aPeriod(metrics.periodSeconds)}
      caption={callsCaption(metrics, within)}
    >
      <LineChart
        panels={[
          {
            id: "calls",
            fromZero: true,
            series: [{ id: "calls", name: words.evidence.calls, points, area: true }],
          },
        ]}
        x={timeAxis(metrics)}
        sync={SYNC}
      />
    </Figure>
  );
}

function Latency({ metrics, within }: FiguresProps) {
  return (
    <Figure
      title={words.figure.latency}
      unit={words.figure.latencyUnit}
      caption={latencyCaption(metrics, within)}
    >
      <LineChart
        panels={[
          {
            id: "latency",
            fromZero: true,
            series: [
              { id: "p99", name: "p99", points: pointsOf(metrics, "latencyP99"), color: 1 },
              { id: "p90", name: "p90", points: pointsOf(metrics, "latencyP90"), color: 2 },
              { id: "p50", name: "p50", points: pointsOf(metrics, "latencyP50"), color: "ink" },
            ],
          },
        ]}
        x={timeAxis(metrics)}
        sync={SYNC}
      />
    </Figure>
  );
}

function Errors({ metrics }: FiguresProps) {
  return (
    <Figure
      title={words.figure.errors}
      unit={words.aPeriod(metrics.periodSeconds)}
      caption={errorsCaption(metrics)}
    >
      <LineChart
        panels={[
          {
            id: "errors",
            fromZero: true,
            series: [
              { id: "4xx", name: "4xx", points: zeroFilled(metrics, "errors4xx"), color: "warn" },
              { id: "5xx", name: "5xx", points: zeroFilled(metrics, "errors5xx"), color: "fail" },
            ],
          },
        ]}
        x={timeAxis(metrics)}
        sync={SYNC}
      />
    </Figure>
  );
}

function Machine({ metrics }: { readonly metrics: EndpointMetrics }) {
  // One late sample is no outage; two missing ones are.
  const breakAfter = 2.5 * metrics.periodSeconds * 1000;
  return (
    <Figure
      title={words.figure.machine}
      unit={words.figure.machineUnit}
      caption={machineCaption(metrics)}
    >
      <LineChart
        panels={[
          {
            id: "machine",
            fromZero: true,
            series: [
              {
                id: "cpu",
                name: words.figure.cpu,
                points: pointsOf(metrics, "cpu"),
                color: 1,
                breakAfter,
              },
              {
                id: "memory",
                name: words.figure.memory,
                points: pointsOf(metrics, "memory"),
                color: "ink",
                breakAfter,
              },
            ],
          },
        ]}
        x={timeAxis(metrics)}
        sync={SYNC}
      />
    </Figure>
  );
}
