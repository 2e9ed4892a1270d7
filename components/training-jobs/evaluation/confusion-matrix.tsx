import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import {
  actualRows,
  type Confused,
  type Confusion,
  confusionOf,
  mostConfused,
} from "@/lib/domain/evaluation/confusion";
import { formatNumber, formatShare } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { EvaluationProps } from "./evaluation-props";

/** A larger matrix is not read as one. */
const LARGEST = 12;

/** The more rows, the stronger the tint: accent where right, red where wrong. */
function Count({
  count,
  of,
  right,
}: {
  readonly count: number;
  readonly of: number;
  readonly right: boolean;
}) {
  const color = right ? "var(--color-chart-1)" : "var(--color-fail)";
  const strength = count === 0 ? 0 : Math.max(6, Math.round((count / Math.max(1, of)) * 28));
  return (
    <td
      data-align="end"
      style={{ background: `color-mix(in oklab, ${color} ${strength}%, transparent)` }}
    >
      {count === 0 ? <span className="text-ink-3">0</span> : formatNumber(count)}
    </td>
  );
}

function Matrix({ confusion }: { readonly confusion: Confusion }) {
  const totals = actualRows(confusion);
  const { names, counts } = confusion;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="table-wrap" tabIndex={0} aria-label={words.confusion}>
      <table className="data-table confusion" aria-label={words.confusion}>
        <thead>
          <tr>
            <th scope="col">{words.actualClass}</th>
            {names.map((name, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
              <th key={at} scope="col" data-align="end">
                {name}
              </th>
            ))}
            <th scope="col" data-align="end">
              {words.confusionTotal}
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
            <tr key={row}>
              <th scope="row">{name}</th>
              {counts[row]?.map((count, column) => (
                <Count
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  key={column}
                  count={count}
                  of={totals[row] ?? 0}
                  right={row === column}
                />
              ))}
              <td data-align="end">
                <span className="text-ink-3">{formatNumber(totals[row] ?? 0)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const PAIRS: readonly Column<Confused>[] = [
  { id: "actual", head: words.actualClass, card: "title", cell: ({ actual }) => actual },
  {
    id: "predicted",
    head: words.confusedAs,
    cardLabel: words.confusedAs,
    cell: ({ predicted }) => predicted,
  },
  {
    id: "rows",
    head: words.confusionTotal,
    align: "end",
    card: "figure",
    cell: ({ rows }) => formatNumber(rows),
  },
];

function Pairs({ confusion }: { readonly confusion: Confusion }) {
  return (
    <>
      <p className="mb-2 text-ink-2">
        {words.confusionLarge(formatNumber(confusion.names.length))}
      </p>
      <DataTable
        label={words.confusion}
        columns={PAIRS}
        rows={mostConfused(confusion)}
        rowKey={({ id }) => id}
      />
    </>
  );
}

/** Which classes are taken for which. */
export function ConfusionMatrix({ evaluation }: EvaluationProps) {
  const confusion = confusionOf(evaluation);
  if (!confusion) {
    return evaluation.confusion.length === 0 ? null : (
      <Section title={words.confusion}>
        <p className="text-ink-3">{words.confusionOdd}</p>
      </Section>
    );
  }
  const { names, right, rows } = confusion;
  return (
    <Section title={words.confusion} aside={words.confusionAside}>
      {names.length > LARGEST ? <Pairs confusion={confusion} /> : <Matrix confusion={confusion} />}
      <p className="table-note">
        {words.confusionCaption(
          formatNumber(right),
          formatNumber(rows),
          formatShare(rows === 0 ? 0 : right / rows, 1),
        )}
      </p>
    </Section>
  );
}
