import { FromStringShapeDeserializer, ToStringShapeSerializer } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";
import { AwsError } from "./errors.ts";
import type { OperationSchema, Wire, WireRequest, WireResponse } from "./wire.ts";

/** How a REST protocol writes structures in bodies. */
export interface BodyCodec {
  readonly contentType: string;
  read(schema: $SchemaRef, bytes: Buffer): Wire | Promise<Wire>;
  write(schema: $SchemaRef, value: Wire): string;
}

type Member = readonly [name: string, schema: NormalizedSchema];

const strings = {
  timestampFormat: { useTrait: true, default: 7 as const },
  httpBindings: true,
};

/** Reads an input whose members are spread over path, query, headers and body (Smithy's HTTP bindings). */
export async function readRestInput(
  operation: OperationSchema,
  request: WireRequest,
  codec: BodyCodec,
  bodyLimit: number,
): Promise<Wire> {
  const input: Wire = {};
  const members = membersOf(operation[4]);
  for (const [name, schema] of members) {
    const value = readBound(name, schema, request);
    if (value !== undefined) input[name] = value;
  }
  const payload = members.find(([, schema]) => schema.getMergedTraits().httpPayload);
  if (payload) {
    const value = await readPayload(payload[1], request, codec, bodyLimit);
    if (value !== undefined) input[payload[0]] = value;
  } else if (members.some(isInBody)) {
    const decoded = await codec.read(operation[4], await request.body.bytes(bodyLimit));
    Object.assign(input, pick(decoded, members));
  }
  return input;
}

/** Writes an output's members to headers and body; the status is the operation's own. */
export function writeRestOutput(
  operation: OperationSchema,
  output: Wire,
  codec: BodyCodec,
): WireResponse {
  const headers: Record<string, string> = {};
  const members = membersOf(operation[5]);
  for (const [name, schema] of members) {
    const value = output[name];
    if (value !== undefined && value !== null) writeHeaders(headers, schema, value);
  }
  const status = statusOf(operation);
  const payload = members.find(([, schema]) => schema.getMergedTraits().httpPayload);
  if (payload) return { status, headers, ...writePayload(payload, output, codec, headers) };
  if (!members.some(isInBody)) return { status, headers };
  headers["content-type"] = codec.contentType;
  return { status, headers, body: codec.write(operation[5], pick(output, members)) };
}

function membersOf(schema: $SchemaRef): readonly Member[] {
  const ns = NormalizedSchema.of(schema);
  return ns.isStructSchema() ? [...ns.structIterator()] : [];
}

function statusOf(operation: OperationSchema): number {
  const traits = NormalizedSchema.of(operation).getMergedTraits();
  const http: unknown = traits["http"];
  return Array.isArray(http) ? Number(http[2]) : 200;
}

function isInBody([, schema]: Member): boolean {
  const traits = schema.getMergedTraits();
  return !(
    traits.httpLabel ||
    traits.httpHeader ||
    traits.httpQuery ||
    traits.httpPrefixHeaders ||
    traits.httpPayload ||
    traits.httpQueryParams ||
    traits["httpResponseCode"]
  );
}

function pick(values: Wire, members: readonly Member[]): Wire {
  const inBody = members.filter((member) => isInBody(member) && values[member[0]] !== undefined);
  return Object.fromEntries(inBody.map(([name]) => [name, values[name]]));
}

function readBound(name: string, schema: NormalizedSchema, request: WireRequest): unknown {
  const { httpLabel, httpHeader, httpQuery, httpPrefixHeaders } = schema.getMergedTraits();
  if (httpLabel) return fromString(schema, request.labels[name]);
  if (httpHeader) return fromString(schema, request.headers[httpHeader.toLowerCase()]);
  if (httpQuery) {
    return fromString(schema, request.query.find(([parameter]) => parameter === httpQuery)?.[1]);
  }
  if (typeof httpPrefixHeaders !== "string") return undefined;
  const prefix = httpPrefixHeaders.toLowerCase();
  const named = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix));
  if (named.length === 0) return undefined;
  return Object.fromEntries(named.map(([header, value]) => [header.slice(prefix.length), value]));
}

function fromString(schema: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return new FromStringShapeDeserializer(strings).read(schema, text);
  } catch {
    throw new AwsError(
      "InvalidArgument",
      `The value '${text}' of ${schema.getMemberName()} cannot be read.`,
    );
  }
}

async function readPayload(
  schema: NormalizedSchema,
  { body }: WireRequest,
  codec: BodyCodec,
  bodyLimit: number,
): Promise<unknown> {
  if (schema.getMergedTraits()["streaming"]) return body.stream();
  const bytes = await body.bytes(bodyLimit);
  if (schema.isBlobSchema()) return bytes;
  if (schema.isStringSchema()) return bytes.toString("utf8");
  return bytes.length === 0 ? undefined : codec.read(schema, bytes);
}

function writeHeaders(
  headers: Record<string, string>,
  schema: NormalizedSchema,
  value: unknown,
): void {
  const { httpHeader, httpPrefixHeaders } = schema.getMergedTraits();
  if (httpHeader) headers[httpHeader.toLowerCase()] = toText(schema, value);
  if (typeof httpPrefixHeaders !== "string") return;
  for (const [name, text] of Object.entries(value as Record<string, string>)) {
    headers[`${httpPrefixHeaders}${name}`.toLowerCase()] = text;
  }
}

function toText(schema: NormalizedSchema, value: unknown): string {
  const serializer = new ToStringShapeSerializer(strings);
  serializer.write(schema, value);
  return serializer.flush();
}

function writePayload(
  [name, schema]: Member,
  output: Wire,
  codec: BodyCodec,
  headers: Record<string, string>,
): Pick<WireResponse, "body"> {
  const value = output[name];
  if (value === undefined || value === null) return {};
  if (schema.isStructSchema()) {
    headers["content-type"] = codec.contentType;
    return { body: codec.write(schema, value as Wire) };
  }
  return { body: value as NonNullable<WireResponse["body"]> };
}
