import { actualRows, confusionOf } from "../confusion";
import type { Rule } from "./finding";

/** A class of fewer rows may be missed by chance. */
const CLASS_ROWS = 10;

/** Fires where answering with the most frequent class alone is right as often. */
export const oneClass: Rule = ({ evaluation }) => {
  const confusion = confusionOf(evaluation);
  if (!confusion || confusion.rows === 0) return [];
  const counts = actualRows(confusion);
  const most = counts.reduce((best, count, at) => (count > (counts[best] ?? 0) ? at : best), 0);
  const share = (counts[most] ?? 0) / confusion.rows;
  const accuracy = confusion.right / confusion.rows;
  const frequent = confusion.names[most] ?? "";
  return accuracy <= share ? [{ rule: "one-class", accuracy, frequent, share }] : [];
};

/** Fires where not one row of a class of at least 10 is found. */
export const missedClass: Rule = ({ evaluation }) => {
  const confusion = confusionOf(evaluation);
  if (!confusion) return [];
  const counts = actualRows(confusion);
  const names = confusion.names.filter(
    (_, at) => (counts[at] ?? 0) >= CLASS_ROWS && confusion.counts[at]?.[at] === 0,
  );
  return names.length > 0 ? [{ rule: "missed-class", names }] : [];
};
