import { jobQueryWords as words } from "@/lib/words/job-query";
import { TRAINING_JOB_STATUSES, type TrainingJobStatus } from "./training-jobs";

const OPERATORS = ["<=", ">=", "<", ">", "="] as const;
export type QueryOperator = (typeof OPERATORS)[number];

/** A bound on a final metric or on a hyperparameter. */
export interface QueryCondition {
  readonly on: "metric" | "hyperparameter";
  readonly name: string;
  readonly operator: QueryOperator;
  /** Of a metric always a number. */
  readonly value: string;
}

/** What a list of training jobs is narrowed to. */
export interface JobQuery {
  /** Parts of the name, all of which must be in it. */
  readonly words: readonly string[];
  readonly status: TrainingJobStatus | null;
  /** A part of the image's reference. */
  readonly image: string | null;
  readonly dataset: string | null;
  readonly conditions: readonly QueryCondition[];
}

/** One word of a query, as a filter bar shows it. */
export interface QueryToken {
  readonly text: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  /** Why nothing can be found by it; null when it is sound. */
  readonly problem: string | null;
}

/** Fields that take a text after a colon. */
export const QUERY_FIELDS = ["status", "image", "dataset"] as const;
const HYPERPARAMETER = "hp.";

const FIELD = new RegExp(`^(${QUERY_FIELDS.join("|")}):(.*)$`);
const CONDITION = /^([^<>=]+)(<=|>=|<|>|=)(.*)$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

function problemOf(field: string, value: string, isMetric: boolean): string | null {
  if (value === "") return words.noValue(field);
  if (field === "status" && !(TRAINING_JOB_STATUSES as readonly string[]).includes(value)) {
    return words.noStatus(value, TRAINING_JOB_STATUSES);
  }
  return isMetric && !NUMBER.test(value) ? words.noNumber(field, value) : null;
}

/** What a word of a query filters by, or null for a part of a name. */
export function readToken(text: string): QueryToken | null {
  const [, condition = "", operator = "", bound = ""] = CONDITION.exec(text) ?? [];
  if (operator !== "") {
    const problem = problemOf(condition, bound, !condition.startsWith(HYPERPARAMETER));
    return { text, field: condition, operator, value: bound, problem };
  }
  const [, field, value = ""] = FIELD.exec(text) ?? [];
  if (field === undefined) return null;
  return { text, field, operator: ":", value, problem: problemOf(field, value, false) };
}

const conditionOf = ({ field, operator, value }: QueryToken): QueryCondition => {
  const isHyperparameter = field.startsWith(HYPERPARAMETER);
  return {
    on: isHyperparameter ? "hyperparameter" : "metric",
    name: isHyperparameter ? field.slice(HYPERPARAMETER.length) : field,
    operator: operator as QueryOperator,
    value,
  };
};

/** The words of a query; a space always parts them. */
export const queryParts = (text: string): string[] =>
  text.split(/\s+/).filter((part) => part !== "");

/**
 * Reads `image:forest status:Completed validation:rmse<1150 hp.max_depth=10 sweep`: fields, bounds
 * on final metrics and hyperparameters, and parts of the name.
 * @returns the query, or what is wrong with it in a sentence
 */
export function parseJobQuery(
  text: string,
):
  | { readonly ok: true; readonly query: JobQuery }
  | { readonly ok: false; readonly problem: string } {
  const parts = queryParts(text);
  const tokens = parts.flatMap((part) => readToken(part) ?? []);
  const problem = tokens.find((token) => token.problem !== null)?.problem;
  if (problem) return { ok: false, problem };
  const last = (field: string) => tokens.findLast((token) => token.field === field)?.value ?? null;
  return {
    ok: true,
    query: {
      words: parts.filter((part) => readToken(part) === null),
      status: TRAINING_JOB_STATUSES.find((status) => status === last("status")) ?? null,
      image: last("image"),
      dataset: last("dataset"),
      conditions: tokens.filter(({ operator }) => operator !== ":").map(conditionOf),
    },
  };
}

const MOST_LETTERS = 500;

/** Whether a text may be asked as a query at all; what is wrong inside it, the bar says. */
export const isJobQuery = (text: string): boolean => text.length <= MOST_LETTERS;

/** Whether the list can be put in this order; with "-" the largest first. */
export const isJobSort = (text: string): boolean =>
  /^-?(created|name|status|metric:.{1,255})$/.test(text);
