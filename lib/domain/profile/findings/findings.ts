import {
  constant,
  empty,
  identifier,
  missing,
  mixed,
  otherForm,
  targetMissing,
  targetText,
  zeros,
} from "./column-rules";
import type { Finding, Inputs, Rule } from "./finding";
import { spellings } from "./spellings";
import { encoding, fewRows, ragged, repeatedNames, separator } from "./table-rules";

/** What stops a training first, then what makes a model worse, then what is only worth knowing. */
const RULES: readonly Rule[] = [
  separator,
  encoding,
  ragged,
  targetText,
  targetMissing,
  repeatedNames,
  otherForm,
  mixed,
  spellings,
  missing,
  zeros,
  empty,
  constant,
  identifier,
  fewRows,
];

/** Everything worth a look before training, in order of weight. States only what was counted. */
export const findingsOf = (inputs: Inputs): readonly Finding[] =>
  RULES.flatMap((rule) => rule(inputs));
