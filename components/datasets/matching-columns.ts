/** More nobody reads. */
const MOST = 50;

/** The first columns whose names hold a text, those that begin with it first. */
export function matchingColumns(columns: readonly string[], text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const begins = (name: string) => name.toLowerCase().startsWith(wanted);
  const holding = columns.filter((name) => name.toLowerCase().includes(wanted));
  const ordered = [...holding.filter(begins), ...holding.filter((name) => !begins(name))];
  return [...new Set(ordered)].slice(0, MOST);
}
