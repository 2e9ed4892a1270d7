import { toNumber } from "./column-types";

/** What a server in front of the model answers in its place; its lines are no predictions. */
const WEB_PAGE = /^\s*<(!doctype|html|\?xml)/i;

/**
 * One text for each of `rows` rows out of what a container answered, or null where the answer is
 * not one for each row. Read are the forms that common containers write: a line for each row, with
 * or without a head; all on one line with commas; a JSON array, bare or as the one array of an
 * object; JSON lines.
 */
export function answersOf(text: string, rows: number): readonly string[] | null {
  if (WEB_PAGE.test(text)) return null;
  const body = text.replace(/\r?\n$/, "");
  const lines = body === "" ? [] : body.split(/\r?\n/);
  return (
    [jsonArray(body), lines.map(jsonLine), withoutHead(lines, rows), onOneLine(lines)].find(
      (answers) => answers?.length === rows,
    ) ?? null
  );
}

function withoutHead(lines: readonly string[], rows: number): readonly string[] | null {
  const [head = "", ...rest] = lines;
  const isHead = toNumber(head) === null && rest.every((line) => toNumber(line) !== null);
  return isHead && rest.length === rows ? rest : null;
}

function onOneLine(lines: readonly string[]): readonly string[] | null {
  const [line] = lines;
  if (line === undefined || lines.length > 1) return null;
  const cells = line.split(",").map((cell) => cell.trim());
  return cells.every((cell) => toNumber(cell) !== null) ? cells : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `[1, 2]`, `{"predictions": [{"score": 1}, {"score": 2}]}` */
function jsonArray(body: string): readonly string[] | null {
  if (!/^\s*[[{]/.test(body)) return null;
  const value = parsed(body);
  const arrays = Array.isArray(value) ? [value] : membersOf(value).filter(Array.isArray);
  const [answers] = arrays;
  return answers && arrays.length === 1 ? answers.map((item) => shown(onlyMember(item))) : null;
}

/** `{"prediction": 1617.14}` becomes its value; a line that is no object stays as it is. */
function jsonLine(line: string): string {
  if (!line.startsWith("{")) return line;
  const value = parsed(line);
  return value === undefined ? line : shown(onlyMember(value));
}

const membersOf = (value: unknown): unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value) : [];

/** The value of an object with a single member; anything else unchanged. */
function onlyMember(value: unknown): unknown {
  const members = Array.isArray(value) ? [] : membersOf(value);
  return members.length === 1 ? members[0] : value;
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");
