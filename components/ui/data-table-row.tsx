"use client";
import Link from "next/link";
import type { Column, DataTableProps } from "./data-table-types";

interface DataTableRowProps<Row> extends DataTableProps<Row> {
  readonly row: Row;
  readonly index: number;
  /** Only the active row's link is in the tab order. */
  readonly isActive: boolean;
  readonly onFocus: (key: string) => void;
  readonly measure: ((element: HTMLTableRowElement | null) => void) | undefined;
}

function Cell<Row>({
  column,
  row,
  href,
  isActive,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly href: ((row: Row) => string) | undefined;
  readonly isActive: boolean;
}) {
  const content = column.cell(row);
  return (
    <td
      data-align={column.align}
      data-wrap={column.wrap ? "" : undefined}
      data-card={column.card}
      data-label={column.cardLabel}
    >
      {column.link && href ? (
        <Link href={href(row)} className="row-link" tabIndex={isActive ? 0 : -1}>
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}

/** One row of a DataTable. */
export function DataTableRow<Row>(props: DataTableRowProps<Row>) {
  const { row, index, isActive, columns, rowKey, href, onFocus, measure } = props;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-link={href ? "" : undefined}
      onFocus={() => onFocus(rowKey(row))}
    >
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} href={href} isActive={isActive} />
      ))}
    </tr>
  );
}
