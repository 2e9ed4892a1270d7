/** A line of a log, as far as looking for an error needs it. */
interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** The number of the last line that states the cause of a failure, or null. */
export function rootLine(lines: readonly NumberedLine[], cause: string): number | null {
  const wanted = cause.trim();
  if (wanted === "") return null;
  return lines.findLast(({ text }) => text.includes(wanted))?.number ?? null;
}

/** Its number is below 1 while the beginning of the log is still being read. */
export interface ExcerptLine extends NumberedLine {
  readonly isRoot: boolean;
}

interface Row {
  readonly index: number;
  readonly text: string;
}

const BEFORE = 40;
const AFTER = 4;
const LONGEST = 14;
/** A program that fails says why at its end. */
const LOOKED_AT = 5000;

/**
 * The stretch of a log around the last line that states the cause: from the head of its
 * traceback where there is one near. Empty when no line does.
 */
export function excerptAround(all: readonly Row[], cause: string): ExcerptLine[] {
  const wanted = cause.trim();
  if (wanted === "") return [];
  const rows = all.slice(-LOOKED_AT);
  const root = rows.findLastIndex(({ text }) => text.includes(wanted));
  if (root === -1) return [];
  const before = rows.slice(Math.max(0, root - BEFORE), root);
  const head = before.findLastIndex(({ text }) => text.startsWith("Traceback (most recent call"));
  const from = Math.max(root - LONGEST, head === -1 ? root - AFTER : root - before.length + head);
  return rows.slice(Math.max(0, from), root + 1 + AFTER).map(({ index, text }) => ({
    number: index + 1,
    text,
    isRoot: index === rows[root]?.index,
  }));
}
