import type { AwsError } from "./errors.ts";
import { type BodyCodec, readRestInput, writeRestOutput } from "./rest.ts";
import type { Wire, WireProtocol, WireResponse } from "./wire.ts";
import { element, XML_DECLARATION, xmlCodec } from "./xml.ts";

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
/** DeleteObjects with 1000 keys of 1 KiB, each percent-encoded, stays below. */
const BODY_LIMIT = 8 * 1024 * 1024;

const codec = xmlCodec(NAMESPACE);
const xmlBody: BodyCodec = {
  contentType: "application/xml",
  read: codec.read,
  write: (schema, value) => XML_DECLARATION + codec.write(schema, value),
};

/** REST with XML bodies, as S3 speaks it. */
export const restXml: WireProtocol = {
  decode: (operation, request) => readRestInput(operation, request, xmlBody, BODY_LIMIT),
  encode(operation, output) {
    if (operation[2] === "GetBucketLocation") return bucketLocation(output);
    const response = writeRestOutput(operation, output, xmlBody);
    return output["ContentRange"] === undefined ? response : { ...response, status: 206 };
  },
  encodeError: encodeXmlError,
};

/** The one answer whose only member is the root element itself. */
function bucketLocation({ LocationConstraint: region }: Wire): WireResponse {
  const text = typeof region === "string" ? region : "";
  const body = element("LocationConstraint", text).replace(">", ` xmlns="${NAMESPACE}">`);
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: XML_DECLARATION + body,
  };
}

function encodeXmlError(error: AwsError, requestId: string): WireResponse {
  if (error.status === 304) return { status: 304, headers: {} };
  const members = Object.entries({
    Code: error.code,
    Message: error.message,
    ...error.members,
    RequestId: requestId,
    HostId: "trainyard",
  });
  const content = members.map(([name, value]) => element(name, String(value))).join("");
  return {
    status: error.status,
    headers: { "content-type": "application/xml" },
    body: `${XML_DECLARATION}<Error>${content}</Error>`,
  };
}
