"use client";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import { common } from "@/lib/words/common";
import type { Column, DataTableProps, Selection } from "./data-table-types";
import { isLetter, TABLE_KEYS } from "./widget-keys";

interface DataTableRowProps<Row> extends DataTableProps<Row> {
  readonly row: Row;
  readonly index: number;
  /** Only the active row's link is in the tab order. */
  readonly isActive: boolean;
  readonly onFocus: (key: string) => void;
  readonly measure?: (element: HTMLTableRowElement | null) => void;
}

function toggled({ keys }: Selection, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
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
  const { row, index, isActive, columns, rowKey, href, selection, onFocus, measure } = props;
  const key = rowKey(row);
  const isChosen = selection?.keys.has(key) ?? false;
  const choose = () => selection?.onChange(toggled(selection, key));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!selection || !isLetter(event, TABLE_KEYS.select)) return;
    event.preventDefault();
    choose();
  };
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-link={href ? "" : undefined}
      data-chosen={isChosen ? "" : undefined}
      onFocus={() => onFocus(key)}
      onKeyDown={onKeyDown}
    >
      {selection ? (
        <td>
          <input
            type="checkbox"
            className="choice"
            checked={isChosen}
            tabIndex={-1}
            aria-label={common.table.selectRow(key)}
            onChange={choose}
          />
        </td>
      ) : null}
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} href={href} isActive={isActive} />
      ))}
    </tr>
  );
}
