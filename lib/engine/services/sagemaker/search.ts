import type { Filter, SearchExpression } from "@aws-sdk/client-sagemaker";
import { invalid } from "./faults.ts";

/** A document as Describe shows it, with its tags. */
export type Document = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 8;
const TAG_NAME = /^Tags\.(?<key>.+)$/;
const METRIC_NAME = /^Metrics\.(?<key>.+?)(?::(?<part>Last|Min|Max|Avg|Count))?$/;

/** True when a document fits the whole expression; an empty one fits everything. */
export function matches(document: Document, expression: SearchExpression, depth = 0): boolean {
  if (depth > MAX_DEPTH) throw invalid(`Search expressions nest at most ${MAX_DEPTH} levels.`);
  if (expression.NestedFilters)
    throw invalid("NestedFilters are not served: filter by the property's dotted name.");
  const parts = [
    ...(expression.Filters ?? []).map((filter) => fits(document, filter)),
    ...(expression.SubExpressions ?? []).map((one) => matches(document, one, depth + 1)),
  ];
  if (parts.length === 0) return true;
  return expression.Operator === "Or" ? parts.some(Boolean) : parts.every(Boolean);
}

/** A property by its dotted name, `Tags.<key>` or `Metrics.<name>`; undefined when it is not set. */
export function propertyOf(document: Document, name: string): unknown {
  const tag = TAG_NAME.exec(name)?.groups?.["key"];
  if (tag !== undefined) return entryOf(document["Tags"], "Key", tag)?.["Value"];
  const metric = metricOf(name);
  if (metric !== undefined)
    return entryOf(document["FinalMetricDataList"], "MetricName", metric)?.["Value"];
  return name.split(".").reduce<unknown>((value, part) => {
    const isRecord = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    return isRecord ? (value as Document)[part] : undefined;
  }, document);
}

/** The final metric that a property name means, if it means one. */
export const metricOf = (name: string): string | undefined =>
  METRIC_NAME.exec(name)?.groups?.["key"];

function entryOf(list: unknown, member: string, wanted: string): Document | undefined {
  return Array.isArray(list)
    ? (list as Document[]).find((entry) => entry[member] === wanted)
    : undefined;
}

function fits(document: Document, { Name = "", Operator = "Equals", Value }: Filter): boolean {
  const found = propertyOf(document, Name);
  if (Operator === "Exists") return found !== undefined;
  if (Operator === "NotExists") return found === undefined;
  if (Value === undefined) throw invalid(`The filter on ${Name} with ${Operator} needs a Value.`);
  const text = textOf(found);
  switch (Operator) {
    case "Equals":
      return text === Value || comparison(found, Value) === 0;
    case "NotEquals":
      return text !== Value && comparison(found, Value) !== 0;
    case "Contains":
      return text?.includes(Value) ?? false;
    case "In":
      return text !== undefined && Value.split(",").includes(text);
    default:
      return compares(Operator, comparison(found, Value));
  }
}

function compares(operator: string, order: number | undefined): boolean {
  if (order === undefined) return false;
  const tests: Record<string, boolean> = {
    GreaterThan: order > 0,
    GreaterThanOrEqualTo: order >= 0,
    LessThan: order < 0,
    LessThanOrEqualTo: order <= 0,
  };
  const result = tests[operator];
  if (result === undefined) throw invalid(`Unknown operator ${operator}.`);
  return result;
}

/** Numbers and times in order; undefined for what has none. */
function comparison(found: unknown, value: string): number | undefined {
  if (found instanceof Date) return sign(found.getTime(), Date.parse(value));
  const isNumeric = typeof found === "number" || typeof found === "string";
  return isNumeric && found !== "" ? sign(Number(found), Number(value)) : undefined;
}

function sign(a: number, b: number): number | undefined {
  const difference = a - b;
  return Number.isNaN(difference) ? undefined : Math.sign(difference);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Orders two property values; what is not set comes last, whatever the direction. */
export function compareValues(a: unknown, b: unknown, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [x, y] = [sortable(a), sortable(b)];
  if (x === y) return 0;
  return x < y === descending ? 1 : -1;
}

function sortable(value: unknown): number | string {
  if (value instanceof Date) return value.getTime();
  return typeof value === "number" ? value : String(value);
}
