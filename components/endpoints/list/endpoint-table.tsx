"use client";
import { DataTable } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { endpointWords as words } from "@/lib/words/endpoints";
import { ENDPOINT_COLUMNS, HOURLY_COLUMN } from "./endpoint-cells";
import type { FleetEndpoint } from "./use-fleet";

const PRICED_COLUMNS = [...ENDPOINT_COLUMNS, HOURLY_COLUMN];

export interface EndpointTableProps {
  readonly fleet: readonly FleetEndpoint[];
  readonly isAccount: boolean;
}

/** Endpoints by line; what they cost only where they cost anything. */
export function EndpointTable({ fleet, isAccount }: EndpointTableProps) {
  const target = useTarget();
  return (
    <>
      <DataTable
        label={words.title}
        columns={isAccount ? PRICED_COLUMNS : ENDPOINT_COLUMNS}
        rows={fleet}
        rowHeight={52}
        rowKey={({ name }) => name}
        href={({ name }) => href.endpoint(target, name)}
      />
      <p className="mt-2 text-ink-3 text-xs">{words.footnote}</p>
    </>
  );
}
