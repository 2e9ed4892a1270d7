import type { Cell, Segment } from "@/lib/domain/evaluation/evaluation";
import { cellText } from "@/lib/domain/evaluation/segments";
import { formatMetric } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

const DIGITS = 4;
/** Enough to tell two values apart; more are noise of a conversion. */
const CELL_DIGITS = 7;

/** A cell as it stands in the data, since a number may be a year or a code; missing in words. */
export const cellLabel = (cell: Cell): string =>
  typeof cell === "number"
    ? String(Number(cell.toPrecision(CELL_DIGITS))).replace("-", "−")
    : (cellText(cell) ?? words.missing);

/** A quantile has more digits than anyone reads; a year or a count keeps its own. */
const endLabel = (end: number | string | null): string =>
  cellLabel(
    typeof end === "number" && !Number.isInteger(end) ? Number(end.toPrecision(DIGITS)) : end,
  );

/** `Grocery Store`, `234 to 266`, `missing`. */
export const segmentLabel = ({ value, low, high }: Segment): string =>
  value === undefined
    ? words.range(endLabel(low ?? null), endLabel(high ?? null))
    : cellLabel(value);

/** With its sign: `+26`, `−44`. */
export const signed = (value: number, digits = DIGITS): string =>
  `${value > 0 ? "+" : ""}${formatMetric(value, digits)}`;
