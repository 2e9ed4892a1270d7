"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { DataTableHead } from "./data-table-head";
import { DataTableRow } from "./data-table-row";
import type { DataTableProps } from "./data-table-types";
import { nextRow } from "./row-focus";
import { useOverflow } from "./use-overflow";

export type { Column, Sort } from "./data-table-types";

/** Longer lists scroll inside themselves and draw only the rows in sight. */
const VIRTUAL_FROM = 100;

/** A list of objects: real table, one tab stop, J and K move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHeight = 34, stale = false, cards = true } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const overflows = useOverflow(scroller);
  const isVirtual = rows.length >= VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight + 1,
    overscan: 12,
  });
  const active = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === activeKey),
  );
  const items = isVirtual ? virtualizer.getVirtualItems() : null;
  const first = items?.[0];
  const last = items?.at(-1);
  const focusRow = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    if (isVirtual) virtualizer.scrollToIndex(index);
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] .row-link`)?.focus(),
    );
  };
  const shown = items?.map(({ index }) => index) ?? rows.map((_, index) => index);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside
    <div
      ref={scroller}
      className="table-wrap"
      data-scrolls={isVirtual ? "" : undefined}
      // Rows that lead somewhere are reached by their links.
      tabIndex={overflows && !props.href ? 0 : undefined}
      onKeyDown={(event) => {
        const to = nextRow(event, active, rows.length);
        if (to === null) return;
        event.preventDefault();
        focusRow(to);
      }}
    >
      <table
        className="data-table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-description={props.href ? common.table.keys : undefined}
        data-stale={stale ? "" : undefined}
        data-cards={cards ? "" : undefined}
        style={{ "--row": `${rowHeight}px` }}
      >
        <DataTableHead {...props} />
        <tbody>
          <Spacer height={first?.start ?? 0} span={columns.length} />
          {shown.map((index) => (
            <DataTableRow
              key={rowKey(rows[index] as Row)}
              {...props}
              row={rows[index] as Row}
              index={index}
              isActive={index === active}
              onFocus={setActiveKey}
              {...(isVirtual ? { measure: virtualizer.measureElement } : {})}
            />
          ))}
          <Spacer height={last ? virtualizer.getTotalSize() - last.end : 0} span={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Holds the place of rows that are not drawn. */
function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr data-spacer="" aria-hidden>
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
