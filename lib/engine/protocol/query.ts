import { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "./errors.ts";
import type { WireProtocol } from "./wire.ts";
import { element, XML_DECLARATION, xmlCodec } from "./xml.ts";

/** AWS refuses longer Query bodies with 413; policies and templates stay far below. */
const BODY_LIMIT = 1024 * 1024;
/** How deep a structure may nest before it is refused. */
const DEPTH_LIMIT = 32;

type Parameters = ReadonlyMap<string, string>;

/** AWS Query: form parameters in, XML out (STS, IAM, older CloudWatch clients). */
export function awsQuery(namespace: string): WireProtocol {
  const codec = xmlCodec("");
  return {
    async decode(operation, { body, query }) {
      const form = new URLSearchParams((await body.bytes(BODY_LIMIT)).toString("utf8"));
      const parameters = new Map([...query, ...form]);
      return (readValue(NormalizedSchema.of(operation[4]), parameters, "", 0) ?? {}) as Record<
        string,
        unknown
      >;
    },
    encode(operation, output, requestId) {
      const name = operation[2];
      const isUnit = NormalizedSchema.of(operation[5]).isUnitSchema();
      const content = isUnit ? "" : contentOf(codec.write(operation[5], output));
      const result = isUnit ? "" : `<${name}Result>${content}</${name}Result>`;
      const metadata = `<ResponseMetadata>${element("RequestId", requestId)}</ResponseMetadata>`;
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body: `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`,
      };
    },
    encodeError(error, requestId) {
      const type = error.status < 500 ? "Sender" : "Receiver";
      const fault =
        element("Type", type) + element("Code", error.code) + element("Message", error.message);
      return {
        status: error.status,
        headers: { "content-type": "text/xml" },
        body: `${XML_DECLARATION}<ErrorResponse xmlns="${namespace}"><Error>${fault}</Error>${element("RequestId", requestId)}</ErrorResponse>`,
      };
    },
  };
}

/** What stands inside the root element. */
function contentOf(xml: string): string {
  return /^<[^>]*[^/]>(.*)<\/[^<>]*>$/s.exec(xml)?.[1] ?? "";
}

function readValue(
  schema: NormalizedSchema,
  parameters: Parameters,
  prefix: string,
  depth: number,
): unknown {
  if (depth > DEPTH_LIMIT)
    throw new AwsError("MalformedQueryString", "The query is nested too deeply.");
  if (schema.isStructSchema()) return readStruct(schema, parameters, prefix, depth);
  if (schema.isListSchema()) return readList(schema, parameters, prefix, depth);
  if (schema.isMapSchema()) return readMap(schema, parameters, prefix, depth);
  const text = parameters.get(prefix);
  return text === undefined ? undefined : readText(schema, text);
}

function readStruct(
  schema: NormalizedSchema,
  parameters: Parameters,
  prefix: string,
  depth: number,
) {
  const entries: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const key = member.getMergedTraits().xmlName ?? name;
    const value = readValue(member, parameters, prefix ? `${prefix}.${key}` : key, depth + 1);
    if (value !== undefined) entries.push([name, value]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function readList(schema: NormalizedSchema, parameters: Parameters, prefix: string, depth: number) {
  const member = schema.getValueSchema();
  const name = schema.getMergedTraits().xmlFlattened
    ? ""
    : `.${member.getMergedTraits().xmlName ?? "member"}`;
  const items: unknown[] = [];
  for (;;) {
    const item = readValue(member, parameters, `${prefix}${name}.${items.length + 1}`, depth + 1);
    if (item === undefined) break;
    items.push(item);
  }
  return items.length > 0 ? items : undefined;
}

function readMap(schema: NormalizedSchema, parameters: Parameters, prefix: string, depth: number) {
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? "key";
  const valueName = schema.getValueSchema().getMergedTraits().xmlName ?? "value";
  const entry = schema.getMergedTraits().xmlFlattened ? prefix : `${prefix}.entry`;
  const entries: [string, unknown][] = [];
  for (;;) {
    const at = `${entry}.${entries.length + 1}`;
    const key = parameters.get(`${at}.${keyName}`);
    if (key === undefined) break;
    const value = readValue(schema.getValueSchema(), parameters, `${at}.${valueName}`, depth + 1);
    entries.push([key, value]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isBlobSchema()) return Buffer.from(text, "base64");
  return text;
}
