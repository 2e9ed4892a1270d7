"use client";
import { Sparkline } from "@/components/charts/sparkline";
import { Age } from "@/components/layout/age";
import type { Column } from "@/components/ui/data-table";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusLabel } from "@/components/ui/status-label";
import { Tag } from "@/components/ui/tag";
import { useIsStale } from "@/lib/client/live/use-live";
import {
  formatDuration,
  formatHourly,
  formatMetric,
  formatNumber,
  formatShare,
} from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { endpointPageWords } from "@/lib/words/endpoint";
import { endpointWords as words } from "@/lib/words/endpoints";
import { priceWords } from "@/lib/words/prices";
import { zeroFilled } from "../metric-series";
import { useRowDetail, useRowMetrics } from "./use-endpoint-row";
import type { FleetEndpoint } from "./use-fleet";

interface CellProps {
  readonly row: FleetEndpoint;
}

function State({ row }: CellProps) {
  const { verdict, kind } = row.health;
  const isStale = useIsStale(liveTopic.endpoints());
  if (isStale) {
    return (
      <StatusLabel kind="unknown" second={words.was(row.status)}>
        {words.unknown}
      </StatusLabel>
    );
  }
  return (
    <StatusLabel kind={kind} {...(verdict === row.status ? {} : { second: row.status })}>
      {verdict}
    </StatusLabel>
  );
}

/** Why it failed, or which models answer, and that nobody asks them. */
function Behind({ row }: CellProps) {
  const { detail, isLoading } = useRowDetail(row);
  if (!detail) return isLoading ? <Skeleton /> : null;
  if (detail.failure && detail.kind === "failed") {
    return <span className="text-ink-2">{detail.failure.cause}</span>;
  }
  const sources = detail.variants.map(({ job, model }) => job ?? model);
  return (
    <>
      <Lines lines={sources} />
      {row.attention === "idle" && row.quiet ? (
        <Tag tone="warn">{words.quiet(formatDuration(row.quiet.ms), row.quiet.isAtLeast)}</Tag>
      ) : null}
    </>
  );
}

function Instances({ row }: CellProps) {
  const { detail, isLoading } = useRowDetail(row);
  if (!detail) return isLoading ? <Skeleton /> : null;
  const lines = detail.variants.map(({ currentInstances, desiredInstances, instanceType }) =>
    endpointPageWords.instances(
      String(currentInstances ?? desiredInstances ?? 0),
      instanceType ?? "",
    ),
  );
  return <Lines lines={lines} />;
}

/** One below the other, each once: variants often differ in one thing only. */
const Lines = ({ lines }: { readonly lines: readonly (string | null)[] }) => (
  <div>
    {[...new Set(lines)].map((line) => (
      <div key={line}>{line}</div>
    ))}
  </div>
);

function Calls({ row }: CellProps) {
  const { metrics, isLoading } = useRowMetrics(row);
  if (!metrics) return isLoading ? <Skeleton /> : null;
  const { invocations } = metrics.totals;
  if (invocations === 0) return <span className="text-ink-3">{words.none}</span>;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap align-middle">
      <Sparkline values={zeroFilled(metrics, "invocations").map(([, value]) => value)} />
      {formatNumber(invocations)}
    </span>
  );
}

function Errors({ row }: CellProps) {
  const totals = useRowMetrics(row).metrics?.totals;
  if (!totals || totals.invocations === 0) return null;
  const failed = totals.errors4xx + totals.errors5xx;
  return (
    <span className={failed > 0 ? "text-fail" : undefined}>
      {formatShare(failed / totals.invocations, failed > 0 ? 2 : 0)}
    </span>
  );
}

function Latency({ row, series }: CellProps & { readonly series: "latencyP50" | "latencyP99" }) {
  const points = useRowMetrics(row).metrics?.series[series] ?? [];
  const value = points.at(-1)?.value;
  if (value === undefined) return null;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap align-middle">
      {series === "latencyP99" && points.length > 1 ? (
        <Sparkline values={points.map((point) => point.value)} />
      ) : null}
      {formatMetric(Number(value.toPrecision(3)), 3)}
    </span>
  );
}

const figure = (
  id: string,
  head: string,
  cell: Column<FleetEndpoint>["cell"],
): Column<FleetEndpoint> => ({ id, head, align: "end", cardLabel: head, cell });

export const ENDPOINT_COLUMNS: readonly Column<FleetEndpoint>[] = [
  {
    id: "state",
    head: words.columns.state,
    card: "state",
    cell: (row) => <State row={row} />,
  },
  { id: "name", head: words.columns.name, link: true, card: "title", cell: ({ name }) => name },
  {
    id: "behind",
    head: words.columns.behind,
    wrap: true,
    card: "full",
    cell: (row) => <Behind row={row} />,
  },
  figure("calls", words.columns.calls, (row) => <Calls row={row} />),
  figure("errors", words.columns.errors, (row) => <Errors row={row} />),
  figure("p50", words.columns.p50, (row) => <Latency row={row} series="latencyP50" />),
  figure("p99", words.columns.p99, (row) => <Latency row={row} series="latencyP99" />),
  {
    id: "instances",
    head: words.columns.instances,
    cardLabel: words.columns.instances,
    cell: (row) => <Instances row={row} />,
  },
  {
    id: "created",
    head: words.columns.created,
    align: "end",
    card: "hide",
    cell: ({ createdAt }) => <Age time={createdAt} />,
  },
];

/** What stands at the end on an account, where an hour has a price. */
export const HOURLY_COLUMN: Column<FleetEndpoint> = figure(
  "hourly",
  words.columns.hourly,
  ({ hourly }) => (hourly === null ? priceWords.unknown : formatHourly(hourly)),
);
