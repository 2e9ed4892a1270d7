import type { NormalizedSchema } from "@smithy/core/schema";

interface JsonType {
  readonly name: string;
  readonly isOf: (schema: NormalizedSchema) => boolean;
  readonly fits: (value: unknown) => boolean;
}

const isObject = (value: unknown): boolean => typeof value === "object" && !Array.isArray(value);
/** What floating-point members may be beside numbers. */
const NOT_FINITE: ReadonlySet<unknown> = new Set(["NaN", "Infinity", "-Infinity"]);

/** ECMA-262, 21.4.1.1; later numbers are no time for JavaScript. */
const LAST_DATE_SECONDS = 8.64e12;

const STRING: JsonType = {
  name: "String",
  isOf: () => true,
  fits: (value) => typeof value === "string",
};
const TYPES: readonly JsonType[] = [
  { name: "List", isOf: (schema) => schema.isListSchema(), fits: Array.isArray },
  { name: "Map", isOf: (schema) => schema.isMapSchema(), fits: isObject },
  { name: "Structure", isOf: (schema) => schema.isStructSchema(), fits: isObject },
  {
    name: "Boolean",
    isOf: (schema) => schema.isBooleanSchema(),
    fits: (value) => typeof value === "boolean",
  },
  {
    name: "Number",
    isOf: (schema) => schema.isNumericSchema(),
    fits: (value) => typeof value === "number" || NOT_FINITE.has(value),
  },
  {
    // Texts have several forms, which the codec tells apart.
    name: "Timestamp",
    isOf: (schema) => schema.isTimestampSchema(),
    fits: (value) =>
      typeof value === "string" ||
      (typeof value === "number" && Math.abs(value) <= LAST_DATE_SECONDS),
  },
];

/**
 * Refuses values of another JSON type than their member has, which the codec would hand on as they
 * are. Absent ones and null fit everywhere. Throws TypeError in the words of AWS's services.
 */
export function checkJsonTypes(schema: NormalizedSchema, value: unknown, at = ""): void {
  if (value === undefined || value === null || schema.isDocumentSchema()) return;
  const type = TYPES.find(({ isOf }) => isOf(schema)) ?? STRING;
  if (!type.fits(value)) {
    const place = at === "" ? "" : ` at ${at}`;
    throw new TypeError(`${kindOf(value)} can not be converted to a ${type.name}${place}`);
  }
  for (const [member, item, name] of membersOf(schema, value, at))
    checkJsonTypes(member, item, name);
}

function* membersOf(
  schema: NormalizedSchema,
  value: object,
  at: string,
): Generator<[NormalizedSchema, unknown, string]> {
  if (schema.isStructSchema()) {
    for (const [name, member] of schema.structIterator())
      yield [member, (value as Record<string, unknown>)[name], name];
  } else if (schema.isListSchema() || schema.isMapSchema()) {
    const member = schema.getValueSchema();
    for (const item of Object.values(value)) yield [member, item, at];
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "ARRAY_VALUE";
  return typeof value === "object" ? "OBJECT_VALUE" : `${typeof value}_VALUE`.toUpperCase();
}
