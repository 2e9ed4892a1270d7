/** What the engine's JavaScript has and the compiler's library does not know yet. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}

const json: ExactJson = JSON as unknown as ExactJson;

/**
 * Parses JSON so that JSON.stringify writes each number as it stood: 1.0 does not become 1, nor does
 * an identifier of 64 bits become another one. Throws a SyntaxError for what is not JSON.
 */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === "number" && String(value) !== source ? json.rawJSON(source) : value,
  );
}
