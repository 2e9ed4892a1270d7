import { isMissing, toNumber } from "./column-types";
import type { CsvSample } from "./csv-sample";
import type { SchemaColumn, TrainedOn } from "./model-schema";

export type ColumnVerdict =
  /** In its order, with values like those of training. */
  | { readonly kind: "fits" }
  /** In another order (`at` is its 0-based place): found by its name. */
  | { readonly kind: "moved"; readonly at: number }
  /** Needed by the model and not in the file. */
  | { readonly kind: "missing" }
  /** Not needed by the model: trained on, but not used. */
  | { readonly kind: "unused" }
  /** In the file and unknown to the model. */
  | { readonly kind: "extra" }
  /** The label itself: not sent as a feature, and the predictions can be judged by it. */
  | { readonly kind: "label" };

export type ColumnFinding =
  | { readonly kind: "unseen"; readonly values: readonly string[]; readonly rows: number }
  | { readonly kind: "range"; readonly rows: number; readonly min: number; readonly max: number }
  /** `all`: most values are no numbers, so the column holds something else than in training. */
  | {
      readonly kind: "notNumeric";
      readonly rows: number;
      readonly example: string;
      readonly all: boolean;
    }
  /** The header has its name more than once, so which column is meant is not known. */
  | { readonly kind: "repeated" }
  | { readonly kind: "missingValues"; readonly rows: number };

export interface ColumnCheck {
  readonly name: string;
  readonly verdict: ColumnVerdict;
  readonly findings: readonly ColumnFinding[];
}

export interface SchemaCheck {
  /** `blocked`: a request would be refused. `warned`: it works, and something is unlike training. */
  readonly result: "fits" | "warned" | "blocked";
  readonly columns: readonly ColumnCheck[];
  readonly found: number;
  readonly needed: number;
  /** 0-based place of the label column in the file, or null. */
  readonly labelAt: number | null;
  /** Rows the findings rest on. */
  readonly rows: number;
}

/** The label stands where its name says (`column_3`), or last where it has a name of its own. */
function namesInOrder(schema: TrainedOn, labelled: boolean): string[] {
  const names = schema.features.map(({ name }) => name);
  if (!labelled) return names;
  const place = /^column_(\d{1,6})$/.exec(schema.target.name)?.[1];
  return names.toSpliced(place === undefined ? names.length : Number(place), 0, schema.target.name);
}

/** Which file column holds what the model asks for, by name, or by place without a header. */
function places(schema: TrainedOn, sample: CsvSample): Map<string, number> {
  if (sample.header === "present" && schema.header === "present") {
    return new Map(sample.columns.map(({ name }, at) => [name, at]));
  }
  // Without names only the order is left. A file one column wider holds the label as well.
  const labelled = sample.columns.length === schema.features.length + 1;
  return new Map(namesInOrder(schema, labelled).map((name, at) => [name, at]));
}

/** Compares the first rows of a file with what the model was trained on. */
export function checkAgainstSchema(schema: TrainedOn, sample: CsvSample): SchemaCheck {
  const byName = places(schema, sample);
  const at = (name: string): number | null => {
    const place = byName.get(name);
    return place === undefined || place >= sample.columns.length ? null : place;
  };
  const used = schema.features.filter((feature) => feature.used);
  const moved = movedNames(used.map(({ name }) => [name, at(name)]));
  const features = schema.features.map((feature) =>
    checkFeature(feature, at(feature.name), moved.has(feature.name), sample),
  );
  const labelAt = at(schema.target.name);
  const columns = [...features, ...labelCheck(schema, labelAt), ...extras(schema, byName, sample)];
  return {
    result: resultOf(columns),
    columns,
    found: used.filter(({ name }) => at(name) !== null).length,
    needed: used.length,
    labelAt,
    rows: sample.rows.length,
  };
}

/** Columns that do not stand in the order of training; others between them do not matter. */
function movedNames(placed: readonly (readonly [string, number | null])[]): ReadonlySet<string> {
  const found = placed.filter((entry): entry is readonly [string, number] => entry[1] !== null);
  const inFile = found.toSorted((a, b) => a[1] - b[1]);
  return new Set(
    found.filter(([name], order) => inFile[order]?.[0] !== name).map(([name]) => name),
  );
}

/** What no row could be scored with; a few bad rows only fail themselves. */
const isBlocking = (finding: ColumnFinding): boolean =>
  finding.kind === "repeated" || (finding.kind === "notNumeric" && finding.all);

function resultOf(columns: readonly ColumnCheck[]): SchemaCheck["result"] {
  if (columns.some(({ verdict }) => verdict.kind === "missing")) return "blocked";
  if (columns.some(({ findings }) => findings.some(isBlocking))) return "blocked";
  const noted = columns.some(
    ({ findings, verdict }) =>
      verdict.kind === "extra" || findings.some(({ kind }) => kind !== "missingValues"),
  );
  return noted ? "warned" : "fits";
}

function checkFeature(
  feature: SchemaColumn,
  at: number | null,
  moved: boolean,
  sample: CsvSample,
): ColumnCheck {
  const { name } = feature;
  if (!feature.used) return { name, verdict: { kind: "unused" }, findings: [] };
  if (at === null) return { name, verdict: { kind: "missing" }, findings: [] };
  const cells = sample.rows.map((row) => row[at] ?? "");
  const repeated = sample.header === "present" && sample.repeated.includes(name);
  return {
    name,
    verdict: moved ? { kind: "moved", at } : { kind: "fits" },
    findings: [
      ...(repeated ? [{ kind: "repeated" } as const] : []),
      ...missingIn(cells),
      ...findingsOf(
        feature,
        cells.filter((cell) => !isMissing(cell)),
      ),
    ],
  };
}

const labelCheck = (schema: TrainedOn, labelAt: number | null): ColumnCheck[] =>
  labelAt === null ? [] : [{ name: schema.target.name, verdict: { kind: "label" }, findings: [] }];

function extras(
  schema: TrainedOn,
  byName: ReadonlyMap<string, number>,
  sample: CsvSample,
): ColumnCheck[] {
  const known = new Set([...schema.features.map(({ name }) => name), schema.target.name]);
  const taken = new Set([...byName].filter(([name]) => known.has(name)).map(([, at]) => at));
  return sample.columns
    .filter((_, at) => !taken.has(at))
    .map(({ name }) => ({ name, verdict: { kind: "extra" }, findings: [] }));
}

function missingIn(cells: readonly string[]): ColumnFinding[] {
  const rows = cells.filter(isMissing).length;
  return rows === 0 ? [] : [{ kind: "missingValues", rows }];
}

function findingsOf(feature: SchemaColumn, cells: readonly string[]): ColumnFinding[] {
  if (feature.type === "number" || feature.type === "integer")
    return numericFindings(feature, cells);
  return feature.type === "category" ? unseenValues(feature, cells) : [];
}

function numericFindings(feature: SchemaColumn, cells: readonly string[]): ColumnFinding[] {
  const findings: ColumnFinding[] = [];
  const words = cells.filter((cell) => toNumber(cell) === null);
  const example = words[0];
  if (example !== undefined) {
    const all = words.length * 2 > cells.length;
    findings.push({ kind: "notNumeric", rows: words.length, example, all });
  }
  const { min, max } = feature;
  if (min === null || max === null) return findings;
  const outside = cells.filter((cell) => {
    const value = toNumber(cell);
    return value !== null && (value < min || value > max);
  });
  if (outside.length > 0) findings.push({ kind: "range", rows: outside.length, min, max });
  return findings;
}

const SHOWN = 5;

function unseenValues(feature: SchemaColumn, cells: readonly string[]): ColumnFinding[] {
  const seen = new Set(feature.categories.flatMap(({ value, spellings }) => [value, ...spellings]));
  if (seen.size === 0) return [];
  const unseen = cells.map((cell) => cell.trim()).filter((cell) => !seen.has(cell));
  const values = [...new Set(unseen)];
  return values.length === 0
    ? []
    : [{ kind: "unseen", values: values.slice(0, SHOWN), rows: unseen.length }];
}

const plural = (count: number, one: string): string => (count === 1 ? one : `${one}s`);

/** Names of the columns with such a finding, with commas. */
export const namesWith = (
  check: SchemaCheck,
  wanted: (finding: ColumnFinding) => boolean,
): string =>
  check.columns
    .filter(({ findings }) => findings.some(wanted))
    .map(({ name }) => name)
    .join(", ");

/** The sentence that answers first: "11 of 11 columns found". */
export function schemaCheckSentence(check: SchemaCheck): string {
  const head = `${check.found} of ${check.needed} ${plural(check.needed, "column")} found`;
  const missing = check.columns.filter(({ verdict }) => verdict.kind === "missing");
  if (missing.length > 0) return `${head}; ${missing.map(({ name }) => name).join(", ")} missing`;
  const twice = namesWith(check, ({ kind }) => kind === "repeated");
  if (twice) return `${head}, but ${twice} more than once`;
  const words = namesWith(check, (found) => found.kind === "notNumeric" && found.all);
  if (words) return `${head}, but ${words} must hold numbers`;
  return check.labelAt === null ? head : `${head}, and the label too`;
}
