import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { AwsError } from "../errors.ts";
import { Payload } from "../payload.ts";
import type { WireBody } from "../wire.ts";
import { decodeChunks } from "./chunks.ts";
import { missingSignature, sameText, type VerifiedSignature } from "./verify.ts";

const STREAMING = /^STREAMING-(AWS4-HMAC-SHA256-PAYLOAD|UNSIGNED-PAYLOAD)(-TRAILER)?$/;
const HEX_HASH = /^[0-9a-f]{64}$/;

/** A request's body behind its verification: reading it to the end proves that it is what was signed. */
export function verifiedBody(
  source: Readable,
  headers: Readonly<Record<string, string>>,
  payloadHash: string,
  /** What signed chunks go on from; absent where chunks cannot be signed. */
  signature?: VerifiedSignature,
): WireBody {
  const open = () => openPayload(source, headers, payloadHash, signature);
  return { stream: open, bytes: async (limit) => collect(open(), limit) };
}

/**
 * Everything a stream brings, refusing more than `limit` bytes. The refusal leaves the stream open:
 * a destroyed request would take the answer's connection with it.
 */
export async function collect(source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const pieces: AsyncIterable<Buffer> = source.iterator({ destroyOnReturn: false });
  for await (const chunk of pieces) {
    size += chunk.length;
    if (size > limit) {
      throw new AwsError(
        "RequestEntityTooLarge",
        `The request body is larger than ${limit} bytes.`,
        413,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function openPayload(
  raw: Readable,
  headers: Readonly<Record<string, string>>,
  payloadHash: string,
  signature: VerifiedSignature | undefined,
): Payload {
  const announcedTrailers = (headers["x-amz-trailer"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const pieces: AsyncIterableIterator<Buffer> = raw.iterator({ destroyOnReturn: false });
  // The connection still has to carry the answer, so the rest of the request is drained, not cut.
  const drain = () => void raw.resume();
  const release = () => void pieces.return?.().then(drain, drain);
  const streaming = STREAMING.exec(payloadHash);
  if (!streaming) {
    const chunks = checkedChunks(pieces, headers, payloadHash);
    return new Payload({ chunks, announcedTrailers, trailers: () => ({}), release });
  }
  const isSigned = streaming[1] !== "UNSIGNED-PAYLOAD";
  if (isSigned && !signature) throw missingSignature("s3");
  const decoded = decodeChunks(pieces, {
    decodedLength: decodedLength(headers),
    trailing: streaming[2] !== undefined,
    announced: announcedTrailers,
    signed: isSigned ? signature : undefined,
  });
  return new Payload({ ...decoded, announcedTrailers, release });
}

function decodedLength(headers: Readonly<Record<string, string>>): number {
  const text = headers["x-amz-decoded-content-length"] ?? "";
  if (!/^\d{1,15}$/.test(text)) {
    throw new AwsError(
      "MissingContentLength",
      "You must provide the Content-Length HTTP header.",
      411,
    );
  }
  return Number(text);
}

async function* checkedChunks(
  pieces: AsyncIterable<Buffer>,
  headers: Readonly<Record<string, string>>,
  payloadHash: string,
): AsyncGenerator<Buffer> {
  const hash = HEX_HASH.test(payloadHash) ? createHash("sha256") : undefined;
  let received = 0;
  for await (const chunk of pieces) {
    hash?.update(chunk);
    received += chunk.length;
    yield chunk;
  }
  const promised = headers["content-length"];
  if (promised !== undefined && Number(promised) !== received) {
    throw new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
    );
  }
  const computed = hash?.digest("hex");
  if (computed !== undefined && !sameText(computed, payloadHash)) {
    throw new AwsError(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
      { ClientComputedContentSHA256: payloadHash, S3ComputedContentSHA256: computed },
    );
  }
}
