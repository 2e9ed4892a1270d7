import { type RefObject, useEffect, useState } from "react";
import { rowsAt, scrollMap } from "./scroll-map";

/** Tables with more columns than this draw only those in sight, all of one width. */
export const WINDOW_ABOVE = 60;

/** Width of a column whose neighbours may not be drawn, in px. */
export const COLUMN_WIDTH = 144;

const OVERSCAN = 3;

/** Until the box is measured: more than most are wide. */
const UNMEASURED = 1600;

export interface DrawnColumns {
  /** The first column to draw, and one after the last. */
  readonly first: number;
  readonly end: number;
  /** Room for the columns before and after them, in px. */
  readonly before: number;
  readonly after: number;
  /** Of all of them together, in px; null: each is as wide as what it holds. */
  readonly width: number | null;
}

/** Which of `count` columns to draw in a box of `width` px that was scrolled by `left` px. */
export function columnsAt(count: number, left: number, width: number): DrawnColumns {
  if (count <= WINDOW_ABOVE) return { first: 0, end: count, before: 0, after: 0, width: null };
  const map = scrollMap(count, COLUMN_WIDTH, width);
  const { first, end, top } = rowsAt(map, left, OVERSCAN);
  const before = Math.max(0, top);
  const after = Math.max(0, map.height - before - (end - first) * COLUMN_WIDTH);
  return { first, end, before, after, width: map.height };
}

/** The width of a box as it is now, in px. */
export function useBoxWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(UNMEASURED);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
