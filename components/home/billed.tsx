import { useQuery } from "@tanstack/react-query";
import { Section } from "@/components/layout/section";
import { Since } from "@/components/layout/since";
import { type Column, DataTable } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { targets } from "@/lib/client/targets";
import type { Home } from "@/lib/contracts/home";
import { homeWords as words } from "@/lib/words/home";

type Row = Home["billed"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "what",
    head: words.bill.what,
    link: true,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
  {
    id: "use",
    head: words.bill.use,
    card: "state",
    cell: ({ instances, instanceType }) =>
      words.instances(instances, instanceType ?? words.unknownType),
  },
  {
    id: "since",
    head: words.bill.since,
    align: "end",
    cardLabel: words.bill.since,
    cell: ({ since }) => <Since time={since} />,
  },
];

/** What is billed by the hour on an account for as long as it is there. */
export function Billed({ billed }: { readonly billed: Home["billed"] }) {
  const target = useTarget();
  const { data } = useQuery(targets(target));
  const entry = data?.targets.find(({ name }) => name === target);
  return (
    <Section
      title={words.billed}
      aside={entry ? { local: words.billedLocal, account: words.billedAccount }[entry.kind] : null}
    >
      {billed.length === 0 ? (
        <p className="text-ink-3">{words.billedNone}</p>
      ) : (
        <DataTable
          label={words.billed}
          columns={COLUMNS}
          rows={billed}
          rowKey={({ kind, name, instanceType }) => `${kind} ${name} ${instanceType}`}
          href={({ kind, name }) =>
            kind === "endpoint" ? href.endpoint(target, name) : href.trainingJob(target, name)
          }
        />
      )}
    </Section>
  );
}
