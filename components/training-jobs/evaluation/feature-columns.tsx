import type { Column } from "@/components/ui/data-table";
import type { Evaluation } from "@/lib/domain/evaluation/evaluation";
import { cellLabel } from "./labels";

/** More columns than this leave no room to read them. */
const SHOWN = 6;

/** Cut where it would push other columns out of sight. */
const Short = ({ text }: { readonly text: string }) => (
  <span className="inline-block max-w-48 truncate align-bottom" title={text}>
    {text}
  </span>
);

/** Columns of a row's features, the most important first; `at` is its place in `predictions`. */
export function featureColumns<Row extends { readonly at: number }>({
  predictions,
  importance,
}: Evaluation): Column<Row>[] {
  const written = Object.keys(predictions?.features ?? {});
  const rank = new Map(importance?.features.map(({ name, value }) => [name, value ?? 0]));
  return written
    .toSorted((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0))
    .slice(0, SHOWN)
    .map((name) => ({
      id: `feature:${name}`,
      head: <Short text={name} />,
      card: "hide" as const,
      ...(predictions?.features[name]?.some((cell) => typeof cell === "number")
        ? { align: "end" as const }
        : {}),
      cell: ({ at }) => <Short text={cellLabel(predictions?.features[name]?.[at] ?? null)} />,
    }));
}
