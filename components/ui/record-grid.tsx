"use client";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { COLUMN_WIDTH, columnsAt, useBoxWidth } from "./column-window";
import { type RecordColumn, RecordHead, RecordRow } from "./record-row";
import { rowsAt, scrollMap, scrollTopOf } from "./scroll-map";

export interface RecordGridProps {
  /** What the rows are, read aloud. */
  readonly label: string;
  readonly columns: readonly RecordColumn[];
  /** How many rows there are, read or not. */
  readonly count: number;
  /** A row's cells as they stand in the file, in the order of the columns; null is missing. */
  readonly rowAt: (index: number) => readonly (string | null)[] | undefined;
  /** A row's number, where rows are left out; else they are counted from 1. */
  readonly numberAt?: (index: number) => number | undefined;
  /** Called with the rows in sight, `end` not included, whenever others come into it. */
  readonly onView?: (first: number, end: number) => void;
  /** The number of a row to show and mark, from 1. */
  readonly at?: number;
}

const ROW = 33;
const VIEW = 352;
const OVERSCAN = 10;
/** Width of the row numbers where columns are left out, in px: enough for a billion. */
const NUMBER = 104;

/**
 * Rows of a CSV: row number and target stay in sight, only the rows in view are drawn, and of many
 * columns only those. Rows that `rowAt` does not have yet are drawn empty and asked for by `onView`.
 */
export function RecordGrid(props: RecordGridProps) {
  const { label, columns, count, rowAt, numberAt = (index) => index + 1, onView, at } = props;
  const scroller = useRef<HTMLElement>(null);
  const [scroll, setScroll] = useState({ top: 0, left: 0 });
  // A target is drawn besides, as it never leaves the sight.
  const pinned = columns.at(-1)?.isTarget ? 1 : 0;
  const drawn = columnsAt(columns.length - pinned, scroll.left, useBoxWidth(scroller));
  const map = scrollMap(count, ROW, VIEW);
  const { first, end, top } = rowsAt(map, scroll.top, OVERSCAN);
  const { before, after } = drawn;
  const gaps = (before > 0 ? 1 : 0) + (after > 0 ? 1 : 0);
  // Exactly as many as are drawn: one more would take its share of the width.
  const span = 1 + gaps + (drawn.end - drawn.first) + pinned;
  const target = at === undefined ? null : scrollTopOf(map, at - 1);
  useEffect(() => {
    if (target !== null && scroller.current) scroller.current.scrollTop = target;
  }, [target]);
  useEffect(() => onView?.(first, end), [onView, first, end]);
  return (
    <section
      ref={scroller}
      className="record-grid"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollLeft } }) =>
        setScroll({ top: scrollTop, left: scrollLeft })
      }
    >
      <table
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        {...(drawn.width === null ? {} : windowed(drawn.width + pinned * COLUMN_WIDTH))}
      >
        <thead>
          <RecordHead columns={columns} drawn={drawn} />
        </thead>
        <tbody>
          <Gap height={top} span={span} />
          {Array.from({ length: end - first }, (_, offset) => first + offset).map((index) => (
            <RecordRow
              key={index}
              index={index}
              number={numberAt(index)}
              cells={rowAt(index)}
              columns={columns}
              drawn={drawn}
              isAt={index + 1 === at}
            />
          ))}
          <Gap height={map.height - top - (end - first) * ROW} span={span} />
        </tbody>
      </table>
    </section>
  );
}

/** With the widths of the table and of the row numbers given, its columns share the rest alike. */
const windowed = (width: number) => ({
  "data-window": "",
  style: { width: width + NUMBER, "--row-number": `${NUMBER}px` } as CSSProperties,
});

function Gap({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
