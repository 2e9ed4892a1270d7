import type { ColumnProfile, DatasetProfile } from "@/lib/contracts/dataset-profile";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatCell, formatMetric, formatNumber } from "@/lib/domain/format";
import { profileWords as words } from "@/lib/words/dataset-profile";
import { datasetPageWords } from "@/lib/words/datasets";

type ColumnSummary = DatasetDetail["columns"][number];

/** One line of the table of columns, from the whole file or from its first rows. */
export interface ColumnRow {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly missing: number;
  /** Of all rows that were read, from 0 to 1. */
  readonly missingShare: number;
  readonly distinct: string;
  /** Bars of its distribution; null before the file was profiled. */
  readonly bars: readonly number[] | null;
  readonly values: string;
}

/** More bars of a category column than this say no more. */
const MOST_BARS = 24;
const NAMED = 3;

const isNumeric = (type: string): boolean => type === "number" || type === "integer";

/** What both sources say in the same words. */
const common = (
  { name, type, missing }: Pick<ColumnSummary, "name" | "type" | "missing">,
  at: number,
  rows: number,
) => ({ number: at + 1, name, type, missing, missingShare: rows === 0 ? 0 : missing / rows });

export const rowsOfProfile = ({ columns, rows }: DatasetProfile): ColumnRow[] =>
  columns.map((column, at) => ({
    ...common(column, at, rows),
    distinct: column.distinct === null ? words.manyDistinct : formatNumber(column.distinct),
    bars: barsOf(column),
    values: column.numbers ? numbersOf(column.type, column.numbers) : topOf(column),
  }));

function barsOf({ numbers, top, type }: ColumnProfile): readonly number[] | null {
  if (numbers) return numbers.histogram.counts;
  return type === "category" ? top.slice(0, MOST_BARS).map(({ count }) => count) : null;
}

/** Whole numbers that all lie in these bounds are years, which are written without a comma. */
const YEARS = { first: 1000, last: 2999 };

function formatOf(type: string, min: number, max: number): (value: number) => string {
  const years = type === "integer" && min >= YEARS.first && max <= YEARS.last;
  return years ? (value) => String(Math.round(value)) : (value) => formatMetric(value);
}

function numbersOf(
  type: string,
  { min, max, quantiles, zeros }: NonNullable<ColumnProfile["numbers"]>,
): string {
  const format = formatOf(type, min, max);
  return [
    datasetPageWords.between(format(min), format(max)),
    words.median(format(quantiles[2] ?? Number.NaN)),
    ...(zeros > 0 ? [words.zeros(formatNumber(zeros))] : []),
  ].join(", ");
}

function topOf({ top, distinct, type }: ColumnProfile): string {
  const named = top.slice(0, NAMED);
  if (named.length === 0) return "";
  const rest = (distinct ?? top.length) - named.length;
  return [
    ...named.map(({ value, count }) =>
      type === "text" || type === "time"
        ? formatCell(value)
        : `${formatCell(value)} ${formatNumber(count)}`,
    ),
    ...(rest > 0 ? [words.more(formatNumber(rest))] : []),
  ].join(", ");
}

export const rowsOfSample = (columns: readonly ColumnSummary[], rows: number): ColumnRow[] =>
  columns.map((column, at) => ({
    ...common(column, at, rows),
    distinct: formatNumber(column.distinct),
    bars: null,
    values: sampleValues(column),
  }));

function sampleValues({ type, min, max, examples }: ColumnSummary): string {
  if (!isNumeric(type) || min === null || max === null) return examples.map(formatCell).join(", ");
  const format = formatOf(type, min, max);
  return datasetPageWords.between(format(min), format(max));
}
