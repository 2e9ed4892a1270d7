import { useQuery } from "@tanstack/react-query";
import { Section } from "@/components/layout/section";
import { Since } from "@/components/layout/since";
import { type Column, DataTable } from "@/components/ui/data-table";
import { useNow } from "@/components/ui/use-now";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { targets } from "@/lib/client/targets";
import type { Home } from "@/lib/contracts/home";
import { costOfMonth, costSince, sumKnown } from "@/lib/domain/costs";
import { formatDollars, formatHourly } from "@/lib/domain/format";
import { homeWords as words } from "@/lib/words/home";
import { priceWords } from "@/lib/words/prices";
import { type PricedRow, usePricedRows } from "./use-priced-rows";

const SO_FAR_EVERY_MS = 10_000;

const COLUMNS: readonly Column<PricedRow>[] = [
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

const PRICE_COLUMNS: readonly Column<PricedRow>[] = [
  {
    id: "hourly",
    head: words.bill.hourly,
    align: "end",
    cardLabel: words.bill.hourly,
    cell: ({ hourly }) => (hourly === null ? priceWords.unknown : formatHourly(hourly)),
  },
  {
    id: "so-far",
    head: words.bill.soFar,
    align: "end",
    cardLabel: words.bill.soFar,
    cell: (row) => <SoFar {...row} />,
  },
];

function SoFar({ hourly, since }: PricedRow) {
  const now = useNow(SO_FAR_EVERY_MS);
  if (hourly === null) return priceWords.unknown;
  return now === null ? null : formatDollars(costSince(hourly, since, now));
}

/** What is billed by the hour on an account for as long as it is there. */
export function Billed({ billed }: { readonly billed: Home["billed"] }) {
  const target = useTarget();
  const { data } = useQuery(targets(target));
  const entry = data?.targets.find(({ name }) => name === target);
  const isAccount = entry?.kind === "account";
  const { rows, problem } = usePricedRows(billed, isAccount);
  const aside = entry
    ? { local: words.billedLocal, account: priceWords.listPrices(entry.region) }[entry.kind]
    : null;
  return (
    <Section title={words.billed} aside={aside}>
      {rows.length === 0 ? (
        <p className="text-ink-3">{words.billedNone}</p>
      ) : (
        <DataTable
          label={words.billed}
          columns={isAccount ? [...COLUMNS, ...PRICE_COLUMNS] : COLUMNS}
          rows={rows}
          rowKey={({ kind, name, instanceType }) => `${kind} ${name} ${instanceType}`}
          href={({ kind, name }) =>
            kind === "endpoint" ? href.endpoint(target, name) : href.trainingJob(target, name)
          }
        />
      )}
      {isAccount && rows.length > 0 ? <Total rows={rows} problem={problem} /> : null}
    </Section>
  );
}

function Total({
  rows,
  problem,
}: {
  readonly rows: readonly PricedRow[];
  readonly problem: Error | null;
}) {
  const all = sumKnown(rows.map(({ hourly }) => hourly));
  const lasting = sumKnown(
    rows.filter(({ kind }) => kind === "endpoint").map(({ hourly }) => hourly),
  );
  return (
    <div className="mt-2 grid gap-1 text-ink-3">
      {all.unknown < rows.length ? (
        <p className="flex flex-wrap justify-between gap-x-4">
          <span>{priceWords.total}</span>
          {lasting.sum > 0 ? (
            <span>{priceWords.ofMonth(formatDollars(costOfMonth(lasting.sum)))}</span>
          ) : null}
          <strong className="font-medium text-ink">
            {priceWords.anHour(formatHourly(all.sum))}
          </strong>
        </p>
      ) : null}
      {all.unknown > 0 ? <p>{priceWords.notKnown(all.unknown)}</p> : null}
      {problem ? <p>{priceWords.because(problem.message)}</p> : null}
    </div>
  );
}
