import { type Column, DataTable } from "@/components/ui/data-table";
import type { HyperparameterSpec } from "@/lib/contracts/images";
import { imageWords } from "@/lib/words/images";

const words = imageWords.hyperparameter;

/** The values a hyperparameter takes, in words. */
function range({ min, max, values }: HyperparameterSpec): string {
  if (values.length > 0) return values.join(", ");
  if (min !== null && max !== null) return words.between(String(min), String(max));
  if (min !== null) return words.atLeast(String(min));
  return max === null ? words.any : words.atMost(String(max));
}

const COLUMNS: readonly Column<HyperparameterSpec>[] = [
  {
    id: "name",
    head: words.name,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
  { id: "type", head: words.type, card: "state", cell: ({ type }) => type },
  { id: "range", head: words.range, cardLabel: words.range, cell: range },
  {
    id: "default",
    head: words.default,
    align: "end",
    cardLabel: words.default,
    cell: ({ default: value }) => (value === null ? null : <code>{value}</code>),
  },
  {
    id: "help",
    head: words.help,
    wrap: true,
    card: "full",
    cell: ({ description }) => description,
  },
];

export interface HyperparameterTableProps {
  readonly hyperparameters: readonly HyperparameterSpec[];
}

/** What can be set, within which bounds, and what it does. */
export function HyperparameterTable({ hyperparameters }: HyperparameterTableProps) {
  if (hyperparameters.length === 0) return <p>{imageWords.noHyperparameters}</p>;
  return (
    <DataTable
      label={imageWords.hyperparameters}
      columns={COLUMNS}
      rows={hyperparameters}
      rowHeight={52}
      rowKey={({ name }) => name}
    />
  );
}
