import type { Column, DataTableProps, Sort } from "./data-table-types";
import { Icon } from "./icon";

const OTHER = { ascending: "descending", descending: "ascending" } as const;

/** A second press on the same column turns the order round. */
const turned = (column: string, first: Sort["direction"], sort: Sort | undefined): Sort => ({
  column,
  direction: sort?.column === column ? OTHER[sort.direction] : first,
});

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}) {
  const sortable = column.sortable && onSort;
  const direction = sort?.column === column.id ? sort.direction : "none";
  return (
    <th
      scope="col"
      data-align={column.align}
      style={column.width ? { width: column.width } : undefined}
      aria-sort={sortable ? direction : undefined}
    >
      {sortable ? (
        <button
          type="button"
          onClick={() => onSort(turned(column.id, column.sortsFirst ?? "descending", sort))}
        >
          {column.head}
          <Icon name="chevron-down" />
        </button>
      ) : (
        column.head
      )}
    </th>
  );
}

/** The head row of a DataTable. */
export function DataTableHead<Row>({ columns, sort, onSort }: DataTableProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}
