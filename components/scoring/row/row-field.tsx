"use client";
import { Field } from "@/components/ui/field";
import { Input, NumberField, Select } from "@/components/ui/input";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { singleRowWords as words } from "@/lib/words/single-row";
import { isNumeric, type SchemaFeature, valueProblem } from "./row-values";

/** As `formatMetric`, but a year is no quantity: it has no thousands. */
const bound = (value: number, { type }: SchemaFeature): string =>
  type === "integer" ? String(value) : formatMetric(value);

function rangeOf(feature: SchemaFeature): string | null {
  const { min, max } = feature;
  if (!isNumeric(feature) || min === null || max === null) return null;
  return words.inTraining(bound(min, feature), bound(max, feature));
}

function hintOf({ used, filled, type, categories }: SchemaFeature): string | null {
  if (!used) return words.notUsed;
  const notes = [
    type === "category" ? words.categories(formatNumber(categories.length)) : "",
    filled === undefined ? "" : words.mayBeEmpty(filled),
  ];
  return notes.filter((note) => note !== "").join("; ") || null;
}

export interface RowFieldProps {
  readonly feature: SchemaFeature;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** One column of the row, as training saw it. */
export function RowField({ feature, value, onChange }: RowFieldProps) {
  const problem = valueProblem(feature, value);
  const range = rangeOf(feature);
  const hint = problem === "outOfRange" ? words.outOfRange : hintOf(feature);
  return (
    <Field
      label={<code>{feature.name}</code>}
      {...(range ? { aside: range } : {})}
      {...(hint ? { hint } : {})}
      {...(problem === "notNumber" ? { error: words.notNumber } : {})}
    >
      <Control feature={feature} value={value} onChange={onChange} />
    </Field>
  );
}

function Control({ feature, value, onChange }: RowFieldProps) {
  if (feature.type === "category" && feature.categories.length > 0) {
    const known = feature.categories.map((category) => category.value);
    // A draft may hold a value of an earlier model.
    const other = value === "" || known.includes(value) ? [] : [value];
    return (
      <Select
        mono
        value={value}
        placeholder={words.missing}
        options={[
          ...other.map((text) => ({ value: text, label: words.other(text) })),
          ...known.map((text) => ({ value: text, label: text })),
        ]}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return isNumeric(feature) ? (
    <NumberField
      integer={feature.type === "integer"}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <Input mono value={value} onChange={(event) => onChange(event.target.value)} />
  );
}
