import type { ColumnType } from "../column-types";
import type { CsvEncoding } from "../csv-encoding";
import type { Delimiter } from "../delimiters";
import type { ValueCount } from "./column-tally";
import type { MissingGroups } from "./missing-groups";
import type { Histogram } from "./number-sample";

/** What one pass over a column found. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Rows without a value. */
  readonly missing: number;
  /** Set when another column says exactly where the missing values lie. */
  readonly missingIn: MissingGroups | null;
  /** Different values; null when there are more than were told apart. */
  readonly distinct: number | null;
  /** Of number and integer columns, unless their sum or range is too large for a number. */
  readonly numbers: NumberProfile | null;
  /** Rows with a number in columns that also hold text, and some of those texts. */
  readonly mixed: { readonly numbers: number; readonly texts: readonly string[] } | null;
  /** Values in a form that is read as something else than what it means, if any. */
  readonly otherForm: OtherFormFound | null;
  /** The most frequent values; empty when values are not told apart. */
  readonly top: readonly ValueCount[];
}

export interface OtherFormFound {
  /** `number`: `1,5` or `$ 3`. `date`: `31/12/2026`. `code`: `00501`. */
  readonly kind: "number" | "date" | "code";
  readonly rows: number;
  readonly examples: readonly string[];
}

export interface NumberProfile {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** 5 %, 25 %, 50 %, 75 % and 95 %. */
  readonly quantiles: readonly number[];
  readonly zeros: number;
  readonly histogram: Histogram;
  /** Quantiles and histogram rest on a random choice of the values. */
  readonly sampled: boolean;
}

/** What one pass over a table found. */
export interface TableProfile {
  readonly rows: number;
  /** Rows with another number of fields than the first record. */
  readonly ragged: number;
  /** 1-based number of the first ragged row, or null. */
  readonly firstRagged: number | null;
  readonly header: "present" | "absent";
  readonly delimiter: Delimiter;
  readonly encoding: CsvEncoding;
  /** Names that the header gives to more than one column. */
  readonly repeatedNames: readonly string[];
  readonly columns: readonly ColumnProfile[];
}
