/** The fields of a row as they stand in it, quotes included. Throws an Error for a quote left open. */
export function fieldsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(",");
  const fields: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let place = 0; place < row.length; place += 1) {
    const character = row[place];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === "," && !isQuoted) {
      fields.push(row.slice(start, place));
      start = place + 1;
    }
  }
  if (isQuoted)
    throw new Error("a quote is not closed; with SplitType Line a record ends with its line");
  fields.push(row.slice(start));
  return fields;
}

/** The rows of a text, of which a quoted field may go over several lines. */
export function rowsOf(text: string): string[] {
  const lines = linesOf(text);
  if (!text.includes('"')) return lines;
  const rows: string[] = [];
  let parts: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    parts.push(line);
    // An odd number of quotes opens a field, or closes the one that was open.
    if (line.split('"').length % 2 === 0) isOpen = !isOpen;
    if (isOpen) continue;
    rows.push(parts.join("\n"));
    parts = [];
  }
  return isOpen ? [...rows, parts.join("\n")] : rows;
}

/** The lines of a text without their ends; the end of the last is no line of its own. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}
