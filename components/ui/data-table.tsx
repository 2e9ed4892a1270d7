"use client";
import { lazy, Suspense, useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { DataTableHead } from "./data-table-head";
import { DataTableRow } from "./data-table-row";
import type { DataTableProps } from "./data-table-types";
import { nextRow } from "./row-focus";
import type { MeasureRow, RowWindowHandle } from "./row-window";
import { useOverflow } from "./use-overflow";

export type { Column, Sort } from "./data-table-types";

/** Longer lists scroll inside themselves and draw only the rows in sight. */
const WINDOW_FROM = 100;
/** Most lists are short, and do without its code. */
const RowWindow = lazy(() =>
  import("./row-window").then((module) => ({ default: module.RowWindow })),
);

/** A list of objects: real table, one tab stop, J and K move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHeight = 34, stale = false, cards = true } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const overflows = useOverflow(scroller);
  const isLong = rows.length >= WINDOW_FROM;
  const window = useRef<RowWindowHandle>(null);
  const active = Math.max(
    0,
    rows.findIndex((row) => rowKey(row) === activeKey),
  );
  const focusRow = (index: number) => {
    const row = rows[index] as Row;
    setActiveKey(rowKey(row));
    window.current?.show(index);
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] .row-link`)?.focus(),
    );
  };
  const drawRow = (index: number, measure?: MeasureRow) => (
    <DataTableRow
      key={rowKey(rows[index] as Row)}
      {...props}
      row={rows[index] as Row}
      index={index}
      isActive={index === active}
      onFocus={setActiveKey}
      measure={measure}
    />
  );
  const firstRows = rows.slice(0, WINDOW_FROM).map((_, index) => drawRow(index));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside
    <div
      ref={scroller}
      className="table-wrap"
      data-scrolls={isLong ? "" : undefined}
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
          {isLong ? (
            <Suspense fallback={firstRows}>
              <RowWindow
                ref={window}
                count={rows.length}
                span={columns.length}
                rowHeight={rowHeight}
                scroller={scroller}
                drawRow={drawRow}
              />
            </Suspense>
          ) : (
            firstRows
          )}
        </tbody>
      </table>
    </div>
  );
}
