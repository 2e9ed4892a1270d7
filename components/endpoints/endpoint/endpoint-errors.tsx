"use client";
import { useQuery } from "@tanstack/react-query";
import { Age } from "@/components/layout/age";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointErrors as Errors, MetricRange } from "@/lib/contracts/endpoints";
import { formatNumber } from "@/lib/domain/format";
import { endpointPageWords as words } from "@/lib/words/endpoint";

type Group = Errors["groups"][number];

const COLUMNS: readonly Column<Group>[] = [
  {
    id: "status",
    head: words.errorColumns.status,
    card: "state",
    cell: ({ status }) => <code>{status}</code>,
  },
  {
    id: "message",
    head: words.errorColumns.message,
    wrap: true,
    card: "title",
    cell: ({ message }) => <code>{message}</code>,
  },
  {
    id: "count",
    head: words.errorColumns.count,
    align: "end",
    card: "figure",
    cell: ({ count }) => formatNumber(count),
  },
  {
    id: "last",
    head: words.errorColumns.last,
    align: "end",
    cardLabel: words.errorColumns.last,
    cell: ({ lastAt }) => <Age time={lastAt} />,
  },
];

export interface EndpointErrorsProps {
  readonly name: string;
  readonly range: MetricRange;
}

/** Failed calls in the container's own words, grouped by what it said. */
export function EndpointErrors({ name, range }: EndpointErrorsProps) {
  const target = useTarget();
  const query = useQuery(endpoints.errors(target, name, range));
  const within = words.within[range];
  const count = query.data?.groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <Section
      title={words.errors}
      aside={count ? words.errorsAside(formatNumber(count), within) : null}
    >
      <QueryPanel query={query}>
        {(errors) => <Groups errors={errors} within={within} />}
      </QueryPanel>
    </Section>
  );
}

function Groups({ errors, within }: { readonly errors: Errors; readonly within: string }) {
  if (!errors.known) return <p className="text-ink-2">{words.errorsUnknown}</p>;
  return (
    <>
      {errors.groups.length === 0 ? (
        <p className="text-ink-2">{words.noErrors(within)}</p>
      ) : (
        <DataTable
          label={words.errors}
          columns={COLUMNS}
          rows={errors.groups}
          rowKey={({ status, message }) => `${status} ${message}`}
        />
      )}
      {errors.cut ? <p className="mt-2 text-ink-3 text-xs">{words.errorsCut}</p> : null}
    </>
  );
}
