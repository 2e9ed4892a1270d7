import { createHash, type Hash } from "node:crypto";
import { AwsError } from "../errors.ts";
import { ByteReader } from "./byte-reader.ts";
import { hmac, scopeText, sha256Hex } from "./canonical.ts";
import { sameText, type VerifiedSignature } from "./verify.ts";

const EMPTY_HASH = sha256Hex("");
/** A chunk header is a length and one extension; trailers are a few short lines. */
const LINE_LIMIT = 8 * 1024;
const TRAILER_LIMIT = 32;
/** Clients send 64 KiB to 1 MiB; AWS documents no limit. */
const CHUNK_LIMIT = 16 * 1024 * 1024 * 1024;

export interface DecodedChunks {
  readonly chunks: AsyncIterable<Buffer>;
  /** Complete when `chunks` has ended. */
  readonly trailers: () => Readonly<Record<string, string>>;
}

interface ChunkHead {
  readonly size: number;
  readonly signature: string | undefined;
}

/**
 * Takes the aws-chunked framing off a body, verifying the chain of chunk signatures when there is
 * one (S3 API reference, "Signature calculations for the Authorization header: transferring
 * payload in multiple chunks", and the same with trailing headers).
 */
export function decodeChunks(
  source: AsyncIterable<Buffer>,
  options: {
    readonly decodedLength: number;
    readonly trailing: boolean;
    /** Names of the trailing headers that the request's head promises, in lower case. */
    readonly announced: readonly string[];
    /** Absent for unsigned chunks. */
    readonly signed?: VerifiedSignature | undefined;
  },
): DecodedChunks {
  const reader = new ByteReader(source);
  const trailers: Record<string, string> = {};
  const chain = options.signed && createChain(options.signed);
  const read = async function* () {
    yield* readChunks(reader, options.decodedLength, chain);
    await readTrailers(reader, trailers);
    if (!options.trailing) return;
    chain?.trailer(trailers);
    // A checksum that was lost on the way must not pass for one that was never meant.
    if (!options.announced.every((name) => Object.hasOwn(trailers, name))) throw lostTrailer();
  };
  return { trailers: () => trailers, chunks: read() };
}

type Chain = ReturnType<typeof createChain>;

async function* readChunks(reader: ByteReader, decodedLength: number, chain: Chain | undefined) {
  let left = decodedLength;
  for (;;) {
    const head = parseHead(await reader.line(LINE_LIMIT));
    left -= head.size;
    if (left < 0) throw incomplete();
    const hash = createHash("sha256");
    yield* hashed(reader.take(head.size), chain && hash);
    chain?.chunk(head, hash);
    if (head.size === 0) break;
    if ((await reader.line(LINE_LIMIT)) !== "") throw malformed();
  }
  if (left > 0) throw incomplete();
}

async function* hashed(pieces: AsyncIterable<Buffer>, hash: Hash | undefined) {
  for await (const piece of pieces) {
    hash?.update(piece);
    yield piece;
  }
}

function parseHead(line: string): ChunkHead {
  const [size = "", ...extensions] = line.split(";");
  if (!/^[0-9a-fA-F]{1,12}$/.test(size.trim())) throw malformed();
  const bytes = Number.parseInt(size, 16);
  if (bytes > CHUNK_LIMIT) throw malformed();
  const signature = extensions.find((extension) => extension.trim().startsWith("chunk-signature="));
  return { size: bytes, signature: signature?.trim().slice("chunk-signature=".length) };
}

async function readTrailers(reader: ByteReader, trailers: Record<string, string>): Promise<void> {
  for (let count = 0; count <= TRAILER_LIMIT; count += 1) {
    const line = await reader.lineOrEnd(LINE_LIMIT);
    if (line === undefined) return;
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon < 1) throw malformed();
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  throw malformed();
}

/** Each signature covers the one before, so chunks can be neither changed nor reordered. */
function createChain({ key, scope, amzDate, signature }: VerifiedSignature) {
  let previous = signature;
  const advance = (presented: string | undefined, algorithm: string, hashes: string[]) => {
    const text = [algorithm, amzDate, scopeText(scope), previous, ...hashes].join("\n");
    const expected = hmac(key, text).toString("hex");
    if (presented === undefined || !sameText(expected, presented)) {
      throw new AwsError(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        403,
      );
    }
    previous = expected;
  };
  return {
    chunk: (head: ChunkHead, hash: Hash) =>
      advance(head.signature, "AWS4-HMAC-SHA256-PAYLOAD", [EMPTY_HASH, hash.digest("hex")]),
    trailer(trailers: Readonly<Record<string, string>>) {
      const signed = Object.entries(trailers).filter(
        ([name]) => name !== "x-amz-trailer-signature",
      );
      const text = signed.map(([name, value]) => `${name}:${value}\n`).join("");
      advance(trailers["x-amz-trailer-signature"], "AWS4-HMAC-SHA256-TRAILER", [sha256Hex(text)]);
    },
  };
}

const malformed = () =>
  new AwsError("InvalidChunkSizeError", "The aws-chunked framing of the body cannot be read.", 400);

const lostTrailer = () =>
  new AwsError(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    400,
  );

const incomplete = () =>
  new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    400,
  );
