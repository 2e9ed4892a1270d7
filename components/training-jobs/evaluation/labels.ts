import type { Cell, Segment } from "@/lib/domain/evaluation/evaluation";
import { cellText } from "@/lib/domain/evaluation/segments";
import { formatMetric } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

/** Enough to tell two ranges or two rows apart. */
const DIGITS = 4;

/** A cell as a person reads it; a missing value in words. */
export const cellLabel = (cell: Cell): string =>
  typeof cell === "number" ? formatMetric(cell) : (cellText(cell) ?? words.missing);

const endLabel = (end: string | number | null | undefined): string =>
  typeof end === "number" ? formatMetric(end, DIGITS) : (end ?? words.missing);

/** `Grocery Store`, `234 to 266`, `missing`. */
export const segmentLabel = ({ value, low, high }: Segment): string =>
  value === undefined ? words.range(endLabel(low), endLabel(high)) : cellLabel(value);

/** With its sign: `+26`, `−44`. */
export const signed = (value: number, digits = DIGITS): string =>
  `${value > 0 ? "+" : ""}${formatMetric(value, digits)}`;
