import { isLetter, TABLE_KEYS } from "./widget-keys";

/** What is read of a key event. */
export interface RowKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The row a key leads to, or null when it is none of the table's keys. */
export function nextRow(event: RowKey, active: number, count: number): number | null {
  if (count === 0) return null;
  const clamp = (index: number) => Math.min(count - 1, Math.max(0, index));
  if (isLetter(event, TABLE_KEYS.next) || event.key === "ArrowDown") return clamp(active + 1);
  if (isLetter(event, TABLE_KEYS.previous) || event.key === "ArrowUp") return clamp(active - 1);
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  return null;
}
