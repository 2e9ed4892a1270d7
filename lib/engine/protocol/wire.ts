import type { Readable } from "node:stream";
import type { StaticOperationSchema } from "@smithy/types";
import type { AwsError } from "./errors.ts";

/** The SDK's Smithy schema of one operation: `[9, namespace, name, traits, input, output]`. */
export type OperationSchema = StaticOperationSchema;

/** An operation's input or output, in the shape of the SDK's types. */
export type Wire = Record<string, unknown>;

/** A request's first lines, parsed once. */
export interface RequestHead {
  readonly method: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  /** Decoded names and values in the order sent. */
  readonly query: readonly (readonly [string, string])[];
  /** Names in lower case; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A verified request, before it is decoded. */
export interface WireRequest extends RequestHead {
  /** Decoded parts of the path by member name, where the protocol has them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly body: WireBody;
}

export interface WireBody {
  /** The payload without framing; fails when it does not match its signature or checksum. */
  stream(): Readable;
  /** The whole payload; a longer one than `limit` bytes is refused. */
  bytes(limit: number): Promise<Buffer>;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | Readable;
}

/** One of AWS's wire formats. */
export interface WireProtocol {
  decode(operation: OperationSchema, request: WireRequest): Promise<Wire>;
  encode(operation: OperationSchema, output: Wire, requestId: string): WireResponse;
  encodeError(error: AwsError, requestId: string): WireResponse;
}
