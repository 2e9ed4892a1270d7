import type { Delimiter } from "../../delimiters";
import type { ValueCount } from "../column-tally";
import type { MissingGroups } from "../missing-groups";
import type { OtherFormFound, TableProfile } from "../profile";

/** One thing to look at before training: the rule that found it, and the figures it rests on. */
export type Finding =
  | { readonly rule: "ragged"; readonly rows: number; readonly first: number }
  | { readonly rule: "few-rows"; readonly rows: number }
  | { readonly rule: "repeated-names"; readonly names: readonly string[] }
  | { readonly rule: "target-missing"; readonly column: string; readonly rows: number }
  | { readonly rule: "target-text"; readonly column: string; readonly examples: readonly string[] }
  | {
      readonly rule: "spellings";
      readonly column: string;
      /** Each value that is written in more than one way, its most frequent spelling first. */
      readonly groups: readonly (readonly ValueCount[])[];
    }
  | {
      readonly rule: "missing";
      readonly column: string;
      readonly rows: number;
      readonly share: number;
      readonly groups: MissingGroups | null;
    }
  | {
      readonly rule: "zeros";
      readonly column: string;
      readonly rows: number;
      readonly share: number;
    }
  | { readonly rule: "constant"; readonly column: string; readonly value: string }
  | { readonly rule: "empty"; readonly column: string }
  | { readonly rule: "identifier"; readonly column: string; readonly distinct: number | null }
  | {
      readonly rule: "other-form";
      readonly column: string;
      readonly kind: OtherFormFound["kind"];
      readonly rows: number;
      readonly examples: readonly string[];
    }
  | { readonly rule: "separator"; readonly delimiter: Exclude<Delimiter, ","> }
  | { readonly rule: "encoding" }
  | {
      readonly rule: "mixed";
      readonly column: string;
      /** Rows that hold text where the others hold numbers. */
      readonly rows: number;
      readonly examples: readonly string[];
    };

/** What a rule may look at. */
export interface Inputs {
  readonly profile: TableProfile;
  /** The column a model is to predict; null where none is set. */
  readonly target: string | null;
}

export type Rule = (inputs: Inputs) => readonly Finding[];
