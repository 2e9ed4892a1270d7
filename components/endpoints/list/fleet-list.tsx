"use client";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/domain/format";
import { byUrgency } from "@/lib/domain/states";
import { endpointWords as words } from "@/lib/words/endpoints";
import { EndpointTable } from "./endpoint-table";
import { FleetPanels } from "./fleet-panels";
import { type ListedEndpoint, WATCHED_ROWS } from "./listed-endpoint";
import { useFleet } from "./use-fleet";

export interface FleetListProps {
  readonly rows: readonly ListedEndpoint[];
  /** Asks for the figures of more rows. */
  readonly onWatchMore: () => void;
}

/** The endpoints with their figures, what asks for a person, and what they cost. */
export function FleetList({ rows, onWatchMore }: FleetListProps) {
  const { fleet: read, isReading, entry, ...problems } = useFleet(rows);
  const fleet = read.toSorted((a, b) => byUrgency(a.health.kind, b.health.kind));
  const rest = rows.filter(({ isWatched }) => !isWatched).length;
  return (
    <>
      <EndpointTable fleet={fleet} isAccount={entry?.kind === "account"} />
      {rest > 0 ? (
        <p className="mt-3">
          <Button onClick={onWatchMore}>
            {words.watchMore(formatNumber(Math.min(rest, WATCHED_ROWS)), formatNumber(rest))}
          </Button>
        </p>
      ) : null}
      {/* Before all is read it would speak of a part, and be pushed down by the rest. */}
      {entry && !isReading ? (
        <FleetPanels
          fleet={fleet}
          isFree={entry.kind === "local"}
          region={entry.region}
          {...problems}
        />
      ) : null}
    </>
  );
}
