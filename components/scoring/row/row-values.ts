import type { ModelSchema } from "@/lib/contracts/model-files";
import { isMissing, toNumber } from "@/lib/domain/column-types";
import { csvRecord } from "@/lib/domain/csv-export";

export type SchemaFeature = ModelSchema["features"][number];

/** What was typed, by the column's name; an empty text is a missing value. */
export type RowValues = Readonly<Record<string, string>>;

export const isNumeric = ({ type }: SchemaFeature): boolean =>
  type === "number" || type === "integer";

/** Six digits say as much of a mean as anyone wants to type again. */
function meanText({ mean, type }: SchemaFeature): string {
  if (mean === null) return "";
  return String(type === "integer" ? Math.round(mean) : Number(mean.toPrecision(6)));
}

function mostFrequent({ categories }: SchemaFeature): string {
  const [first] = categories.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0));
  return first?.value ?? "";
}

/** The mean of each number and the most frequent category: somewhere in the middle of training. */
export const typicalRow = ({ features }: ModelSchema): RowValues =>
  Object.fromEntries(
    features.map((feature) => [
      feature.name,
      isNumeric(feature) ? meanText(feature) : mostFrequent(feature),
    ]),
  );

export const emptyRow = ({ features }: ModelSchema): RowValues =>
  Object.fromEntries(features.map(({ name }) => [name, ""]));

export type ValueProblem = "notNumber" | "outOfRange";

/** `notNumber` would be refused; `outOfRange` is answered, from where the model has no data. */
export function valueProblem(feature: SchemaFeature, text: string): ValueProblem | null {
  if (!isNumeric(feature) || isMissing(text)) return null;
  const value = toNumber(text);
  if (value === null) return "notNumber";
  const { min, max } = feature;
  return min !== null && max !== null && (value < min || value > max) ? "outOfRange" : null;
}

/** The row as it is sent: by names where the model has them, else in the order of training. */
export function rowCsv(schema: ModelSchema, rows: readonly RowValues[]): string {
  const names = schema.features.map(({ name }) => name);
  const head = schema.header === "present" ? csvRecord(names) : "";
  return head + rows.map((row) => csvRecord(names.map((name) => row[name] ?? ""))).join("");
}

const STEPS = 40;

/** The row with one number going through its range of training, in even steps. */
export function sweep(feature: SchemaFeature, row: RowValues): { at: number; row: RowValues }[] {
  const { min, max, name, type } = feature;
  if (min === null || max === null || !(max > min)) return [];
  const steps = type === "integer" ? Math.min(STEPS, max - min) : STEPS;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const exact = min + ((max - min) * step) / steps;
    const at = type === "integer" ? Math.round(exact) : Number(exact.toPrecision(6));
    return { at, row: { ...row, [name]: String(at) } };
  });
}
