/** A value of a generated request; `undefined` members are left out. */
export type Literal =
  | string
  | number
  | boolean
  | readonly Literal[]
  | { readonly [key: string]: Literal | undefined };

const pad = (depth: number): string => "    ".repeat(depth);

const members = (value: { readonly [key: string]: Literal | undefined }): [string, Literal][] =>
  Object.entries(value).filter((entry): entry is [string, Literal] => entry[1] !== undefined);

/** JSON's escapes are Python's escapes, so a JSON string is a Python string. */
const pythonString = (text: string): string => JSON.stringify(text);

/** The value as Python source, nested members on lines of their own. */
export function python(value: Literal, depth = 0): string {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  const isList = Array.isArray(value);
  const lines = isList
    ? (value as readonly Literal[]).map((item) => python(item, depth + 1))
    : members(value as { readonly [key: string]: Literal | undefined }).map(
        ([key, item]) => `${pythonString(key)}: ${python(item, depth + 1)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (lines.length === 0) return `${open}${close}`;
  const body = lines.map((line) => `${pad(depth + 1)}${line},\n`).join("");
  return `${open}\n${body}${pad(depth)}${close}`;
}

/** `client.operation(Key=value, …)`. */
export function pythonCall(
  call: string,
  args: { readonly [key: string]: Literal | undefined },
): string {
  const lines = members(args).map(([key, value]) => `${pad(1)}${key}=${python(value, 1)},\n`);
  return `${call}(\n${lines.join("")})`;
}

/** One word of a POSIX shell: nothing inside single quotes is special but the quote itself. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** An AWS CLI command with its whole request as JSON, so that no value is read by the shell. */
export const cliCommand = (command: string, request: Literal): string =>
  `aws ${command} \\\n  --cli-input-json ${shellWord(JSON.stringify(request, null, 2))}`;
