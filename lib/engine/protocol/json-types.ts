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

/** `at` is the name of the member that holds the value. */
type Check = (value: unknown, at: string) => void;

const known = new WeakMap<object, Check>();

/**
 * Refuses values of another JSON type than their member has, which the codec would hand on as they
 * are. Members may be absent or null, items of lists and maps may not. Throws TypeError in the words of AWS's services.
 */
export function checkJsonTypes(schema: NormalizedSchema, value: unknown): void {
  checkOf(schema)(value, "");
}

function checkOf(schema: NormalizedSchema): Check {
  const shape = schema.getSchema();
  if (typeof shape !== "object") return createCheck(schema);
  const check = known.get(shape) ?? createCheck(schema);
  known.set(shape, check);
  return check;
}

function createCheck(schema: NormalizedSchema): Check {
  if (schema.isDocumentSchema()) return () => undefined;
  const type = TYPES.find(({ isOf }) => isOf(schema)) ?? STRING;
  let checkMembers: ((value: object, at: string) => void) | undefined;
  return (value, at) => {
    if (value === undefined || value === null) return;
    if (!type.fits(value)) {
      const place = at === "" ? "" : ` at ${at}`;
      throw new TypeError(`${kindOf(value)} can not be converted to a ${type.name}${place}`);
    }
    // Made when needed: shapes may hold themselves.
    checkMembers ??= createMembersCheck(schema);
    checkMembers(value, at);
  };
}

function createMembersCheck(schema: NormalizedSchema): (value: object, at: string) => void {
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(
      ([name, member]) => [name, checkOf(member)] as const,
    );
    return (value) => {
      for (const [name, check] of members) check((value as Record<string, unknown>)[name], name);
    };
  }
  if (!(schema.isListSchema() || schema.isMapSchema())) return () => undefined;
  const check = checkOf(schema.getValueSchema());
  return (value, at) => {
    for (const item of Object.values(value)) {
      if (item === null) throw new TypeError(`null can not be an item of a collection at ${at}`);
      check(item, at);
    }
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "ARRAY_VALUE";
  return typeof value === "object" ? "OBJECT_VALUE" : `${typeof value}_VALUE`.toUpperCase();
}
