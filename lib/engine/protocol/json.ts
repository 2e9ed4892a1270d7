import { JsonCodec } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { DocumentType } from "@smithy/types";
import { AwsError } from "./errors.ts";
import { checkJsonTypes } from "./json-types.ts";
import type { BodyCodec } from "./rest.ts";
import type { WireProtocol, WireResponse } from "./wire.ts";

/** AWS's own limit for JSON requests is 10 MB for the largest services. */
const BODY_LIMIT = 10 * 1024 * 1024;

const codec = new JsonCodec({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

export const jsonBody: BodyCodec = {
  contentType: "application/json",
  read(schema, bytes) {
    if (bytes.length === 0) return {};
    try {
      const value: unknown = JSON.parse(bytes.toString("utf8"));
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw new TypeError("the body is not a JSON object");
      }
      const normalized = NormalizedSchema.of(schema);
      checkJsonTypes(normalized, value);
      return codec.createDeserializer().readObject(normalized, value as DocumentType);
    } catch (error) {
      throw new AwsError("SerializationException", `The request cannot be read: ${String(error)}`);
    }
  },
  write(schema, value) {
    const serializer = codec.createSerializer();
    serializer.write(NormalizedSchema.of(schema), value);
    return String(serializer.flush());
  },
};

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, the whole input and output as one JSON object. */
export function awsJson(version: "1.0" | "1.1"): WireProtocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    decode: async (operation, { body }) =>
      jsonBody.read(operation[4], await body.bytes(BODY_LIMIT)),
    encode(operation, output) {
      const headers = { "content-type": contentType };
      const isUnit = NormalizedSchema.of(operation[5]).isUnitSchema();
      return { status: 200, headers, body: isUnit ? "" : jsonBody.write(operation[5], output) };
    },
    encodeError: (error) => jsonError(error, contentType),
  };
}

export function jsonError(error: AwsError, contentType: string): WireResponse {
  return {
    status: error.status,
    headers: { "content-type": contentType, "x-amzn-errortype": error.code },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  };
}
