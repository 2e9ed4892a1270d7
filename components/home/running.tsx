import { Section } from "@/components/layout/section";
import { Since } from "@/components/layout/since";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { Home } from "@/lib/contracts/home";
import { formatNumber } from "@/lib/domain/format";
import { homeWords as words } from "@/lib/words/home";

type Row = Home["running"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "what",
    head: words.run.what,
    link: true,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
  {
    id: "phase",
    head: words.run.phase,
    card: "state",
    cell: ({ word }) => <StatusLabel kind="moving">{word}</StatusLabel>,
  },
  {
    id: "since",
    head: words.run.since,
    align: "end",
    cardLabel: words.run.since,
    cell: ({ since }) => <Since time={since} />,
  },
];

/** Training jobs and endpoints that move by themselves. */
export function Running({ running }: { readonly running: Home["running"] }) {
  const target = useTarget();
  return (
    <Section title={words.running} aside={running.length > 0 ? formatNumber(running.length) : null}>
      {running.length === 0 ? (
        <p className="text-ink-3">{words.runningNone}</p>
      ) : (
        <DataTable
          label={words.running}
          columns={COLUMNS}
          rows={running}
          rowKey={({ kind, name }) => `${kind} ${name}`}
          href={({ kind, name }) =>
            kind === "endpoint" ? href.endpoint(target, name) : href.trainingJob(target, name)
          }
        />
      )}
    </Section>
  );
}
