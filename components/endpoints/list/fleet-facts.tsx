"use client";
import { sumKnown } from "@/lib/domain/costs";
import { formatHourly, formatNumber } from "@/lib/domain/format";
import { endpointWords as words } from "@/lib/words/endpoints";
import { priceWords } from "@/lib/words/prices";
import type { ListedEndpoint } from "./listed-endpoint";
import { type FleetEndpoint, useFleet } from "./use-fleet";

const SEPARATOR = " · ";

const COUNTED = [
  { attention: "failed", tone: "text-fail", of: words.failed },
  { attention: "errors", tone: "text-warn", of: words.degraded },
  { attention: "idle", tone: "text-warn", of: words.idle },
] as const;

/** How many ask for a person, and what all of them cost; each after a dot. */
export function FleetFacts({ rows }: { readonly rows: readonly ListedEndpoint[] }) {
  const { fleet } = useFleet(rows);
  const hourly = hourlyFact(fleet);
  return (
    <>
      {COUNTED.map(({ attention, tone, of }) => {
        const count = fleet.filter((row) => row.attention === attention).length;
        return count > 0 ? (
          <span key={attention}>
            {SEPARATOR}
            <span className={tone}>{of(formatNumber(count))}</span>
          </span>
        ) : null;
      })}
      {hourly === null ? null : `${SEPARATOR}${hourly}`}
    </>
  );
}

/** What the endpoints with a price cost together. */
function hourlyFact(fleet: readonly FleetEndpoint[]): string | null {
  const { sum, unknown } = sumKnown(fleet.map(({ hourly }) => hourly));
  return unknown < fleet.length ? priceWords.anHour(formatHourly(sum)) : null;
}
