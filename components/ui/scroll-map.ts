/**
 * Where a long list of rows stands in a box that scrolls. A browser caps the height of an element
 * (Chromium near 33.5 million px, Firefox near 17.9), so above `MAX_HEIGHT` one px of scrolling
 * means more than one px of rows.
 */
export const MAX_HEIGHT = 15_000_000;

export interface ScrollMap {
  /** Of the element that makes the box scroll, in px. */
  readonly height: number;
  /** How many px of rows one px of scrolling moves; 1 unless the list is very long. */
  readonly scale: number;
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

export function scrollMap(rows: number, rowHeight: number, viewHeight: number): ScrollMap {
  const full = rows * rowHeight;
  const height = Math.min(full, MAX_HEIGHT);
  const room = height - viewHeight;
  const scale = room > 0 ? (full - viewHeight) / room : 1;
  return { height, scale, rows, rowHeight, viewHeight };
}

export interface RowWindow {
  /** The first row to draw. */
  readonly first: number;
  /** One after the last row to draw. */
  readonly end: number;
  /** Where the first drawn row stands in the scrolled element, in px. */
  readonly top: number;
  /** The box is scrolled to its end: the last row must stand at its lower edge. */
  readonly atEnd: boolean;
}

/** The rows in sight at a scroll position, with some more on both sides. */
export function rowsAt(map: ScrollMap, scrollTop: number, overscan: number): RowWindow {
  const { rowHeight, viewHeight, rows, scale, height } = map;
  const limit = Math.max(0, height - viewHeight);
  const top = Math.min(Math.max(0, scrollTop), limit);
  const offset = top * scale;
  const seen = Math.floor(offset / rowHeight);
  const first = Math.max(0, seen - overscan);
  const end = Math.min(rows, seen + Math.ceil(viewHeight / rowHeight) + 1 + overscan);
  // Drawn rows are never scaled: only the place of the first one is.
  return { first, end, top: top - (offset - first * rowHeight), atEnd: top >= limit - 1 };
}

/** The scroll position at which a row stands at the upper edge of the box. */
export const topOfRow = ({ rowHeight, scale }: ScrollMap, row: number): number =>
  (row * rowHeight) / scale;

/** The scroll position at which a row stands in the middle of the box. */
export function scrollTopOf(map: ScrollMap, row: number): number {
  const { rowHeight, viewHeight, scale, height } = map;
  const offset = row * rowHeight - (viewHeight - rowHeight) / 2;
  return Math.min(Math.max(0, offset / scale), Math.max(0, height - viewHeight));
}
