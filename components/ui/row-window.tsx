"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, type RefObject, useImperativeHandle } from "react";

export type MeasureRow = (element: HTMLTableRowElement | null) => void;

export interface RowWindowHandle {
  /** Scrolls a row into sight, whether it is drawn or not. */
  readonly show: (index: number) => void;
}

export interface RowWindowProps {
  readonly ref: Ref<RowWindowHandle>;
  readonly count: number;
  /** Columns of the table. */
  readonly span: number;
  readonly rowHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly drawRow: (index: number, measure: MeasureRow) => ReactNode;
}

/** The rows of a long table that are in sight, and the place of all others. */
export function RowWindow({ ref, count, span, rowHeight, scroller, drawRow }: RowWindowProps) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight + 1,
    overscan: 12,
  });
  useImperativeHandle(ref, () => ({ show: (index) => virtualizer.scrollToIndex(index) }));
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);
  return (
    <>
      <Spacer height={items[0]?.start ?? 0} span={span} />
      {items.map(({ index }) => drawRow(index, virtualizer.measureElement))}
      {/* Without a row yet it is all there is: a box of no height would never show one. */}
      <Spacer height={virtualizer.getTotalSize() - (last?.end ?? 0)} span={span} />
    </>
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
