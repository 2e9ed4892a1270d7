/** Said of new data: `validation:rmse`, `test_auc`, and a final `rmse` without any word before it. */
const rankOf = (name: string): number => {
  if (/^(val|eval|test|hold)/i.test(name)) return 0;
  return /^train/i.test(name) ? 2 : 1;
};

/** Whether a metric is about rows that the model was not fitted to, as far as its name says. */
export const saysOfNewData = (name: string): boolean => rankOf(name) < 2;

/** What new data say comes before what training data say; else the order stays. */
export const byImportance = (names: readonly string[]): string[] =>
  names.toSorted((a, b) => rankOf(a) - rankOf(b));
