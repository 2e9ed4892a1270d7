/** A value of a generated request; `undefined` members are left out. */
export type Literal =
  | string
  | number
  | boolean
  | readonly Literal[]
  | { readonly [key: string]: Literal | undefined };

/** Python that is no literal, such as an object made by a call. */
export class PythonExpression {
  readonly source: (depth: number) => string;

  constructor(source: (depth: number) => string) {
    this.source = source;
  }
}

type PythonValue =
  | Literal
  | PythonExpression
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue | undefined };

type Members = { readonly [key: string]: PythonValue | undefined };

const pad = (depth: number): string => "    ".repeat(depth);

const members = (value: Members): [string, PythonValue][] =>
  Object.entries(value).filter((entry): entry is [string, PythonValue] => entry[1] !== undefined);

/** JSON's escapes are Python's escapes, so a JSON string is a Python string. */
const pythonString = (text: string): string => JSON.stringify(text);

const lines = (items: readonly string[], depth: number): string =>
  items.length === 0
    ? ""
    : `\n${items.map((item) => `${pad(depth + 1)}${item},\n`).join("")}${pad(depth)}`;

/** The value as Python source, nested members on lines of their own. */
export function python(value: PythonValue, depth = 0): string {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (value instanceof PythonExpression) return value.source(depth);
  if (Array.isArray(value)) {
    const items = (value as readonly PythonValue[]).map((item) => python(item, depth + 1));
    return `[${lines(items, depth)}]`;
  }
  const items = members(value as Members).map(
    ([key, item]) => `${pythonString(key)}: ${python(item, depth + 1)}`,
  );
  return `{${lines(items, depth)}}`;
}

/** `client.operation(Key=value, …)`. */
export function pythonCall(call: string, args: Members, depth = 0): string {
  const items = members(args).map(([key, value]) => `${key}=${python(value, depth + 1)}`);
  return `${call}(${lines(items, depth)})`;
}

/** An object as an argument of a call. */
export const pythonObject = (type: string, args: Members): PythonExpression =>
  new PythonExpression((depth) => pythonCall(type, args, depth));

/** One word of a POSIX shell: nothing inside single quotes is special but the quote itself. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** An AWS CLI command with its whole request as JSON, so that no value is read by the shell. */
export const cliCommand = (command: string, request: Literal): string =>
  `aws ${command} \\\n  --cli-input-json ${shellWord(JSON.stringify(request, null, 2))}`;
