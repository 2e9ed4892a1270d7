import { columnNames, type HeaderSetting, repeatedNames, uniqueNames } from "../csv-header";
import type { Delimiter } from "../delimiters";
import { ColumnTally, MOSTLY } from "./column-tally";
import { CsvStream, INDEX_EVERY } from "./csv-stream";
import { MissingGroupFinder } from "./missing-groups";
import { histogram, quantile } from "./number-sample";
import type { ColumnProfile, NumberProfile, OtherFormFound, TableProfile } from "./profile";

/** Different values told apart in all columns together, so that memory has a bound. */
const DISTINCT_BUDGET = { values: 1_000_000, characters: 32_000_000 };
const MOST_DISTINCT = 100_000;
const BINS = 24;
const TOP = 10;
/** Categories are all listed: columns with more values than this are no categories. */
const TOP_CATEGORIES = 100;
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

interface Table {
  readonly width: number;
  readonly repeatedNames: readonly string[];
  readonly tallies: readonly ColumnTally[];
  readonly missing: MissingGroupFinder;
}

/** One file of the table while it is read. */
export interface TableFile {
  readonly csv: CsvStream;
  /** Of each 1,000 records, header included, how many rows have something missing. */
  readonly incomplete: readonly number[];
}

/** Profiles a table in one pass over its files, in memory that does not grow with its rows. */
export class TableProfiler {
  rows = 0;
  private ragged = 0;
  private firstRagged: number | null = null;
  private readonly files: CsvStream[] = [];
  private table: Table | null = null;
  private readonly header: HeaderSetting;
  private readonly delimiter: Delimiter;

  constructor(settings: { readonly header: HeaderSetting; readonly delimiter: Delimiter }) {
    this.header = settings.header;
    this.delimiter = settings.delimiter;
  }

  /** A reader for the table's next file. Each file has the header, or none has. */
  file(): TableFile {
    let record = 0;
    const incomplete: number[] = [];
    const csv = new CsvStream(this.delimiter, (fields) => {
      this.table ??= begin(fields, this.header);
      const isHeader = record === 0 && this.header === "present";
      const counts = !isHeader && this.row(this.table, fields);
      const block = Math.floor(record / INDEX_EVERY);
      incomplete[block] = (incomplete[block] ?? 0) + (counts ? 1 : 0);
      record += 1;
    });
    this.files.push(csv);
    return { csv, incomplete };
  }

  finish(): TableProfile {
    const { table } = this;
    return {
      rows: this.rows,
      ragged: this.ragged,
      firstRagged: this.firstRagged,
      header: this.header,
      delimiter: this.delimiter,
      encoding: this.files.every(({ encoding }) => encoding === "utf-8") ? "utf-8" : "windows-1252",
      repeatedNames: table?.repeatedNames ?? [],
      columns: (table?.tallies ?? []).map((tally, at) =>
        columnProfile(tally, table?.missing.groupsOf(at) ?? null),
      ),
    };
  }

  /** @returns whether something is missing in the row. */
  private row({ width, tallies, missing }: Table, fields: readonly string[]): boolean {
    this.rows += 1;
    if (fields.length !== width) {
      this.ragged += 1;
      this.firstRagged ??= this.rows;
    }
    const values = tallies.map((tally, at) => tally.add(fields[at] ?? ""));
    missing.row(values);
    return values.includes(null);
  }
}

function begin(first: readonly string[], header: HeaderSetting): Table {
  const names = header === "present" ? uniqueNames(first) : columnNames(first.length);
  const bounds = {
    values: Math.min(MOST_DISTINCT, Math.ceil(DISTINCT_BUDGET.values / names.length)),
    characters: DISTINCT_BUDGET.characters / names.length,
  };
  const tallies = names.map((name) => new ColumnTally(name, bounds));
  return {
    width: first.length,
    repeatedNames: header === "present" ? repeatedNames(first) : [],
    tallies,
    missing: new MissingGroupFinder(tallies),
  };
}

function columnProfile(tally: ColumnTally, missingIn: ColumnProfile["missingIn"]): ColumnProfile {
  const { name, type, missing, distinct, numbers, texts } = tally;
  const numeric = type === "number" || type === "integer";
  const mixed = !numeric && numbers.count >= tally.values * MOSTLY && texts.length > 0;
  return {
    name,
    type,
    missing,
    missingIn: missing > 0 ? missingIn : null,
    distinct,
    numbers: numeric ? numberProfile(tally) : null,
    mixed: mixed ? { numbers: numbers.count, texts } : null,
    otherForm: otherForm(tally),
    top: tally.top(type === "category" ? TOP_CATEGORIES : TOP),
  };
}

function otherForm(tally: ColumnTally): OtherFormFound | null {
  const { forms, values, type } = tally;
  const found = (kind: OtherFormFound["kind"]) => {
    const { rows, examples } = forms[kind];
    return { kind, rows, examples };
  };
  if (tally.areOtherNumbers) return found("number");
  if (forms.date.rows > 0 && forms.date.rows >= values * MOSTLY) return found("date");
  return forms.code.rows > 0 && type === "integer" ? found("code") : null;
}

function numberProfile({ min, max, sum, zeros, numbers }: ColumnTally): NumberProfile | null {
  // Of numbers about as large as numbers get, neither the sum nor the range need be one.
  if (!Number.isFinite(sum) || !Number.isFinite(max - min)) return null;
  const sorted = numbers.sorted();
  return {
    min,
    max,
    mean: sum / numbers.count,
    quantiles: QUANTILES.map((share) => quantile(sorted, share)),
    zeros,
    histogram: histogram(sorted, BINS),
    sampled: numbers.sampled,
  };
}
