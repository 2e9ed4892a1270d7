import { toNumber } from "./column-types";

export interface HyperparameterRule {
  readonly name: string;
  readonly type: "integer" | "continuous" | "categorical" | "text";
  readonly min: number | null;
  readonly max: number | null;
  readonly values: readonly string[];
  readonly default: string | null;
  readonly required: boolean;
}

/** As AWS reads it: neither `5.0` nor `1e3`. */
const WHOLE = /^[+-]?\d+$/;

export type HyperparameterProblem =
  | { readonly kind: "missing" }
  | { readonly kind: "notANumber" }
  | { readonly kind: "notAnInteger" }
  | { readonly kind: "below"; readonly limit: number }
  | { readonly kind: "above"; readonly limit: number }
  | { readonly kind: "notAllowed"; readonly values: readonly string[] };

/**
 * What is wrong with a value under its specification; null when nothing is. An empty text means
 * that the hyperparameter is left out, and the image's default stands.
 */
export function hyperparameterProblem(
  rule: HyperparameterRule,
  value: string,
): HyperparameterProblem | null {
  const text = value.trim();
  if (text === "") return rule.required && rule.default === null ? { kind: "missing" } : null;
  if (rule.type === "categorical") {
    const allowed = rule.values.length === 0 || rule.values.includes(text);
    return allowed ? null : { kind: "notAllowed", values: rule.values };
  }
  return rule.type === "text" ? null : numberProblem(rule, text);
}

function numberProblem(rule: HyperparameterRule, text: string): HyperparameterProblem | null {
  const number = toNumber(text);
  if (number === null) return { kind: "notANumber" };
  if (rule.type === "integer" && !WHOLE.test(text)) return { kind: "notAnInteger" };
  if (rule.min !== null && number < rule.min) return { kind: "below", limit: rule.min };
  if (rule.max !== null && number > rule.max) return { kind: "above", limit: rule.max };
  return null;
}
