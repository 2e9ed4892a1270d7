"use client";
import { useEffect, useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { rowsAt, scrollMap, scrollTopOf } from "./scroll-map";

export interface RecordColumn {
  readonly name: string;
  /** Numbers stand at the end. */
  readonly isNumber?: boolean;
  /** Stays in sight at the right edge and is tinted. */
  readonly isTarget?: boolean;
}

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

/**
 * Rows of a CSV: row number and target stay in sight, only what is in view is drawn. Rows that
 * `rowAt` does not have yet are drawn empty and asked for by `onView`.
 */
export function RecordGrid(props: RecordGridProps) {
  const { label, columns, count, rowAt, numberAt = (index) => index + 1, onView, at } = props;
  const scroller = useRef<HTMLElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const map = scrollMap(count, ROW, VIEW);
  const { first, end, top } = rowsAt(map, scrollTop, OVERSCAN);
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
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table aria-label={label} aria-rowcount={count + 1}>
        <thead>
          <tr>
            <th scope="col" data-row-number="">
              {common.table.row}
            </th>
            {columns.map(({ name, isNumber, isTarget }, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two columns of one name
                key={index}
                scope="col"
                data-number={isNumber ? "" : undefined}
                data-target={isTarget ? "" : undefined}
              >
                {name}
                {isTarget ? <span className="sr-only"> ({common.table.target})</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={top} span={columns.length + 1} />
          {Array.from({ length: end - first }, (_, offset) => first + offset).map((index) => (
            <Record
              key={index}
              index={index}
              number={numberAt(index)}
              cells={rowAt(index)}
              columns={columns}
              isAt={index + 1 === at}
            />
          ))}
          <Gap height={map.height - top - (end - first) * ROW} span={columns.length + 1} />
        </tbody>
      </table>
    </section>
  );
}

function Gap({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

interface RecordProps {
  readonly index: number;
  /** Undefined until it is known. */
  readonly number: number | undefined;
  /** Undefined while they are read. */
  readonly cells: readonly (string | null)[] | undefined;
  readonly columns: readonly RecordColumn[];
  readonly isAt: boolean;
}

function Record({ index: row, number, cells, columns, isAt }: RecordProps) {
  return (
    <tr aria-rowindex={row + 2} data-at={isAt ? "" : undefined} aria-busy={!cells}>
      <td data-row-number="">{number?.toLocaleString("en-US")}</td>
      {columns.map(({ isNumber, isTarget }, index) => {
        const cell = cells?.[index] ?? null;
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell's place is its identity
            key={index}
            title={cell ?? undefined}
            data-number={isNumber ? "" : undefined}
            data-target={isTarget ? "" : undefined}
          >
            {cells && cell === null ? <span className="missing">{common.missing}</span> : cell}
          </td>
        );
      })}
    </tr>
  );
}
