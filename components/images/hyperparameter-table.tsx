import { type Column, DataTable } from "@/components/ui/data-table";
import type { HyperparameterSpec } from "@/lib/contracts/images";
import { formatNumber } from "@/lib/domain/format";
import { imageWords } from "@/lib/words/images";

const words = imageWords.hyperparameter;

/** Whole numbers have thousands; what is continuous stands as it was given. */
const bound = (value: number): string =>
  Number.isInteger(value) ? formatNumber(value) : String(value);

/** The values a hyperparameter takes, in words. */
function range({ min, max, values }: HyperparameterSpec): string {
  if (values.length > 0) return values.join(", ");
  if (min !== null && max !== null) return words.between(bound(min), bound(max));
  if (min !== null) return words.atLeast(bound(min));
  return max === null ? words.any : words.atMost(bound(max));
}

const COLUMNS: readonly Column<HyperparameterSpec>[] = [
  {
    id: "name",
    head: words.name,
    width: "24%",
    wrap: true,
    card: "title",
    cell: ({ name }) => <code className="wrap-anywhere">{name}</code>,
  },
  { id: "type", head: words.type, card: "state", cell: ({ type }) => type },
  { id: "range", head: words.range, wrap: true, cardLabel: words.range, cell: range },
  {
    id: "default",
    head: words.default,
    align: "end",
    width: "14%",
    wrap: true,
    cardLabel: words.default,
    cell: ({ default: value, required }) => {
      if (value !== null) return <code className="wrap-anywhere">{value}</code>;
      return required ? words.required : null;
    },
  },
  {
    id: "help",
    head: words.help,
    width: "30%",
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
