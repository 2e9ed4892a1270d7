import { type RefObject, useLayoutEffect, useRef } from "react";
import type { LogLine } from "./log-model";
import { type ScrollMap, topOfRow } from "./scroll-map";

interface Rows {
  readonly lineAt: (row: number) => LogLine | undefined;
  readonly rowOf: (number: number) => number;
  readonly follow: boolean;
}

/**
 * Lines in sight stay where they are when others are put before them or are dropped, unless the
 * end is followed.
 */
export function useAnchor(
  box: RefObject<HTMLElement | null>,
  lines: readonly LogLine[],
  map: ScrollMap,
  { lineAt, rowOf, follow }: Rows,
): void {
  const seen = useRef({ lines, number: 0, into: 0 });
  useLayoutEffect(() => {
    if (!box.current) return;
    if (seen.current.lines !== lines && !follow) {
      const row = rowOf(seen.current.number);
      if (row >= 0) box.current.scrollTop = topOfRow(map, row) + seen.current.into;
    }
    const row = Math.floor((box.current.scrollTop * map.scale) / map.rowHeight);
    const into = box.current.scrollTop - topOfRow(map, row);
    seen.current = { lines, number: lineAt(row)?.number ?? 0, into };
  });
}
