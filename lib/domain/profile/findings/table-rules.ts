import type { Rule } from "./finding";

/** Fewer rows than this leave a tenth, held out, of under ten. */
const FEW_ROWS = 100;

/** Fires at the first row whose number of fields differs from the first record's. */
export const ragged: Rule = ({ profile: { ragged: rows, firstRagged } }) =>
  firstRagged === null ? [] : [{ rule: "ragged", rows, first: firstRagged }];

/** Fires below 100 rows: an evaluation on a tenth of them says little. */
export const fewRows: Rule = ({ profile: { rows } }) =>
  rows < FEW_ROWS ? [{ rule: "few-rows", rows }] : [];

/** Fires when the header gives one name to two columns. */
export const repeatedNames: Rule = ({ profile: { repeatedNames: names } }) =>
  names.length > 0 ? [{ rule: "repeated-names", names }] : [];

/** Fires where something else than a comma parts the fields. */
export const separator: Rule = ({ profile: { delimiter } }) =>
  delimiter === "," ? [] : [{ rule: "separator", delimiter }];

/** Fires where a file is not UTF-8. */
export const encoding: Rule = ({ profile: { encoding: found } }) =>
  found === "utf-8" ? [] : [{ rule: "encoding" }];
