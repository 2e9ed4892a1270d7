import type { WireResponse } from "../../../protocol/wire.ts";

/** The codes of the distribution specification, and the status each is answered with. */
const STATUS = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DENIED: 403,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  RANGE_INVALID: 416,
  SIZE_INVALID: 413,
  TAG_INVALID: 400,
  TOOMANYREQUESTS: 429,
  UNAUTHORIZED: 401,
  UNKNOWN: 500,
  UNSUPPORTED: 405,
} as const;

/** A fault that the registry's client is told about. */
export class RegistryError extends Error {
  readonly code: keyof typeof STATUS;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: keyof typeof STATUS,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.headers = headers;
  }
}

export function errorResponse({ code, message, headers }: RegistryError): WireResponse {
  return {
    status: STATUS[code],
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ errors: [{ code, message }] }),
  };
}
