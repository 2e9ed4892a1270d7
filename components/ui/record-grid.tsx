"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { common } from "@/lib/words/common";

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
  /** Cells as they stand in the file, in the order of the columns; null is missing. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The number of the first row; 1 unless told. */
  readonly firstNumber?: number;
  /** The number of a row to show and mark. */
  readonly at?: number;
}

const ROW = 33;

/** Rows of a CSV: row number and target stay in sight, only what is in view is drawn. */
export function RecordGrid({ label, columns, rows, firstNumber = 1, at }: RecordGridProps) {
  const scroller = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    initialRect: { width: 800, height: 386 },
  });
  useEffect(() => {
    if (at !== undefined) virtualizer.scrollToIndex(at - firstNumber, { align: "center" });
  }, [at, firstNumber, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section ref={scroller} className="record-grid" aria-label={label} tabIndex={0}>
      <table aria-label={label} aria-rowcount={rows.length + 1}>
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
          <Gap height={before} span={columns.length + 1} />
          {items.map(({ index }) => (
            <Record
              key={index}
              number={firstNumber + index}
              cells={rows[index] ?? []}
              columns={columns}
              isAt={firstNumber + index === at}
            />
          ))}
          <Gap height={after} span={columns.length + 1} />
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
  readonly number: number;
  readonly cells: readonly (string | null)[];
  readonly columns: readonly RecordColumn[];
  readonly isAt: boolean;
}

function Record({ number, cells, columns, isAt }: RecordProps) {
  return (
    <tr aria-rowindex={number + 1} data-at={isAt ? "" : undefined}>
      <td data-row-number="">{number.toLocaleString("en-US")}</td>
      {columns.map(({ isNumber, isTarget }, index) => {
        const cell = cells[index] ?? null;
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell's place is its identity
            key={index}
            title={cell ?? undefined}
            data-number={isNumber ? "" : undefined}
            data-target={isTarget ? "" : undefined}
          >
            {cell === null ? <span className="missing">{common.missing}</span> : cell}
          </td>
        );
      })}
    </tr>
  );
}
