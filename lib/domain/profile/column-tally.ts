import {
  type ColumnFacts,
  type ColumnType,
  columnType,
  isCode,
  isInteger,
  isMissing,
  isTime,
  toNumber,
} from "../column-types";
import { hasLeadingZeros, otherFormOf } from "../other-forms";
import { FormTally } from "./form-tally";
import { NumberSample } from "./number-sample";

/** A value as it stands in the file, and how many rows hold it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What is counted for each different value; its number is kept, so that it is read once. */
interface Seen {
  count: number;
  readonly number: number | null;
  /** Counts it, where its form is one that programs do not read as what it means. */
  readonly form: FormTally | null;
}

const TEXT_EXAMPLES = 3;
/** Values of which this share are numbers are probably meant as numbers. */
export const MOSTLY = 0.5;

/** What is told apart in one column: no more different values, and no more text in all of them. */
export interface DistinctBounds {
  readonly values: number;
  readonly characters: number;
}

/** Counts one column's cells in one pass, in memory that has a bound. */
export class ColumnTally {
  readonly name: string;
  rows = 0;
  missing = 0;
  zeros = 0;
  min = Infinity;
  max = -Infinity;
  sum = 0;
  readonly numbers = new NumberSample();
  /** Values that are numbers or dates to a person, and codes that would be read as numbers. */
  readonly forms = { number: new FormTally(), date: new FormTally(), code: new FormTally() };
  /** Different values that are no numbers, the first few. */
  readonly texts: string[] = [];
  private seen: Map<string, Seen> | null = new Map();
  private integers = true;
  private times = true;
  private codes = true;
  private characters = 0;
  private readonly bounds: DistinctBounds;

  /** @param bounds of the different values that are told apart; beyond them they are not counted. */
  constructor(name: string, bounds: DistinctBounds) {
    this.name = name;
    this.bounds = bounds;
  }

  /** Counts a cell. @returns its value without outer blanks, or null where it is missing. */
  add(cell: string): string | null {
    this.rows += 1;
    const value = cell.trim();
    const known = this.seen?.get(value);
    if (known) {
      known.count += 1;
      this.addNumber(known.number);
      known.form?.add(value);
      return value;
    }
    if (isMissing(value)) {
      this.missing += 1;
      return null;
    }
    this.addNew(value);
    return value;
  }

  get values(): number {
    return this.rows - this.missing;
  }

  /** Different values; null when there were more than are told apart. */
  get distinct(): number | null {
    return this.seen?.size ?? null;
  }

  get facts(): ColumnFacts {
    return {
      name: this.name,
      values: this.values,
      distinct: this.distinct ?? Infinity,
      numeric: this.numbers.count === this.values,
      integers: this.integers,
      times: this.times,
      codes: this.codes,
      otherNumbers: this.areOtherNumbers,
    };
  }

  /** Whether most values are numbers to a person, and some of them to nobody else. */
  get areOtherNumbers(): boolean {
    const { rows } = this.forms.number;
    return rows > 0 && rows + this.numbers.count >= this.values * MOSTLY;
  }

  get type(): ColumnType {
    return columnType(this.facts);
  }

  /** The most frequent values, those of equal count in the order of the file. */
  top(most: number): ValueCount[] {
    return [...(this.seen ?? [])]
      .sort(([, a], [, b]) => b.count - a.count)
      .slice(0, most)
      .map(([value, { count }]) => ({ value, count }));
  }

  /** Every value and its count; empty when they are not told apart. */
  countOf(value: string): number {
    return this.seen?.get(value)?.count ?? 0;
  }

  /** The different values so far, if there are at most `most`. */
  valuesUpTo(most: number): readonly string[] | null {
    return this.seen && this.seen.size <= most ? [...this.seen.keys()] : null;
  }

  private addNew(value: string): void {
    const number = toNumber(value);
    this.integers &&= isInteger(value);
    this.times &&= isTime(value);
    this.codes &&= isCode(value);
    const form = this.formOf(value, number);
    form?.add(value);
    if (number === null && this.texts.length < TEXT_EXAMPLES) this.texts.push(ownText(value));
    this.addNumber(number);
    if (!this.seen) return;
    this.characters += value.length;
    const { values, characters } = this.bounds;
    if (this.seen.size >= values || this.characters > characters) this.seen = null;
    else this.seen.set(ownText(value), { count: 1, number, form });
  }

  private formOf(value: string, number: number | null): FormTally | null {
    if (number !== null) return hasLeadingZeros(value) ? this.forms.code : null;
    const form = otherFormOf(value);
    return form && this.forms[form];
  }

  private addNumber(number: number | null): void {
    if (number === null) return;
    this.numbers.add(number);
    this.sum += number;
    if (number === 0) this.zeros += 1;
    if (number < this.min) this.min = number;
    if (number > this.max) this.max = number;
  }
}

/** A copy: the engine keeps a slice's whole text in memory, here a stretch of the file each. */
const ownText = (slice: string): string => JSON.parse(JSON.stringify(slice)) as string;

export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** Judges one column by the values of the rows that were read. */
export function summariseColumn(name: string, cells: readonly string[]): ColumnSummary {
  const tally = new ColumnTally(name, { values: Infinity, characters: Infinity });
  for (const cell of cells) tally.add(cell);
  const numeric = tally.values > 0 && tally.facts.numeric;
  return {
    name,
    type: tally.type,
    missing: tally.missing,
    distinct: tally.distinct ?? 0,
    min: numeric ? tally.min : null,
    max: numeric ? tally.max : null,
    examples: tally.top(EXAMPLES).map(({ value }) => value),
  };
}
