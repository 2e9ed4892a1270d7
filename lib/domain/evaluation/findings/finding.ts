import type { Better, Evaluation, Judged, Segment } from "../evaluation";

/** One thing to know before the model is used: the rule that found it, and its figures. */
export type Finding =
  | {
      readonly rule: "overfit";
      readonly metric: string;
      readonly train: number;
      readonly judged: number;
    }
  | {
      readonly rule: "nearly-as-good";
      readonly metric: string;
      readonly better: Better;
      readonly value: number;
      readonly baseline: string;
      readonly baselineValue: number;
    }
  | {
      readonly rule: "worse-metric";
      readonly metric: string;
      readonly value: number;
      readonly baseline: string;
      readonly baselineValue: number;
    }
  | { readonly rule: "few-rows"; readonly rows: number }
  | {
      readonly rule: "wide-interval";
      readonly metric: string;
      readonly low: number;
      readonly high: number;
    }
  | {
      readonly rule: "bias" | "no-bias";
      readonly mean: number;
      readonly median: number;
      /** Of the mean: its standard error. */
      readonly error: number;
    }
  | {
      readonly rule: "segment";
      readonly worst: Segment;
      readonly worstRmse: number;
      readonly whole: number;
      /** The same feature where errors are smallest. */
      readonly least: { readonly segment: Segment; readonly rmse: number } | null;
    }
  | {
      readonly rule: "growing-spread";
      /** Mean distance from the truth in the third of the rows predicted lowest, and highest. */
      readonly low: number;
      readonly high: number;
    }
  | { readonly rule: "below-zero"; readonly rows: number; readonly least: number }
  | {
      readonly rule: "carried";
      readonly features: readonly string[];
      readonly share: number;
      readonly count: number;
    }
  | {
      readonly rule: "one-class";
      readonly accuracy: number;
      readonly frequent: string;
      readonly share: number;
    }
  | { readonly rule: "missed-class"; readonly names: readonly string[] };

/** What a rule may look at. */
export interface Inputs {
  readonly evaluation: Evaluation;
  /** Rows with two numbers; none in a classification. */
  readonly rows: readonly Judged[];
}

export type Rule = (inputs: Inputs) => readonly Finding[];
