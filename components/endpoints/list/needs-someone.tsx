import Link from "next/link";
import { FindingList } from "@/components/layout/finding-list";
import type { CheckListItem } from "@/components/ui/check-list";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { costSince } from "@/lib/domain/costs";
import type { Attention } from "@/lib/domain/endpoint-attention";
import { formatDollars, formatDuration, formatNumber, formatShare } from "@/lib/domain/format";
import { fleetWords as words } from "@/lib/words/endpoint-fleet";
import { recentCalls } from "../metric-series";
import type { FleetEndpoint } from "./use-fleet";

const DAY_HOURS = 24;
const KIND = {
  failed: "failed",
  outOfService: "partial",
  errors: "partial",
  idle: "info",
} as const;

/** What it has cost, where it has a price. */
function idleCost({ hourly, createdAt, metrics }: FleetEndpoint): string {
  if (hourly === null) return words.because.idleStays;
  const now = Date.parse(metrics?.to ?? createdAt);
  const soFar = formatDollars(costSince(hourly, createdAt, now));
  return `${words.because.idle(formatDollars(hourly * DAY_HOURS), soFar)} ${words.because.idleStays}`;
}

const SAYS: Record<Attention, (row: FleetEndpoint) => string> = {
  failed: ({ status }) => words.says.failed(status),
  outOfService: () => words.says.outOfService,
  errors: (row) => {
    const { errors5xx, invocations } = recentCalls(row.metrics);
    return words.says.errors(formatShare(errors5xx / invocations, 1));
  },
  idle: ({ quiet }) => words.says.idle(formatDuration(quiet?.ms ?? 0), quiet?.isAtLeast ?? false),
};

const BECAUSE: Record<Attention, (row: FleetEndpoint, isFree: boolean) => string> = {
  failed: ({ detail }) => detail?.failure?.cause ?? words.because.failed,
  outOfService: () => words.because.outOfService,
  errors: (row) => {
    const { errors5xx, invocations } = recentCalls(row.metrics);
    return words.because.errors(formatNumber(errors5xx), formatNumber(invocations));
  },
  idle: (row, isFree) => (isFree ? words.because.idleFree : idleCost(row)),
};

export interface NeedsSomeoneProps {
  readonly fleet: readonly FleetEndpoint[];
  readonly isFree: boolean;
  /** Why it is not known when they were called last. */
  readonly callsProblem: Error | null;
}

/** Each endpoint that asks for a person: what is the matter, why, and where to mend it. */
export function NeedsSomeone({ fleet, isFree, callsProblem }: NeedsSomeoneProps) {
  const target = useTarget();
  const watched = fleet.filter(({ isWatched }) => isWatched).length;
  const findings = fleet.flatMap((row): CheckListItem[] => {
    const { name, attention } = row;
    if (attention === null) return [];
    const to =
      attention === "outOfService"
        ? href.updateEndpoint(target, name)
        : href.endpoint(target, name);
    return [
      {
        id: name,
        kind: KIND[attention],
        verdict: words.verdict[attention],
        statement: (
          <>
            <strong className="font-medium">{name}</strong> {SAYS[attention](row)}
          </>
        ),
        value: (
          <Link className="text-link" href={to}>
            {words.action[attention]}
          </Link>
        ),
        cause: BECAUSE[attention](row, isFree),
      },
    ];
  });
  return (
    <div>
      <FindingList
        title={words.needs}
        aside={watched < fleet.length ? words.partly(formatNumber(watched)) : ""}
        none={words.nobody}
        findings={findings}
      />
      {callsProblem ? (
        <p className="mt-2 text-ink-3 text-xs">{words.callsUnknown(callsProblem.message)}</p>
      ) : null}
    </div>
  );
}
