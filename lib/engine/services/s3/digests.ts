import { AwsError } from "../../protocol/errors.ts";
import type { Payload } from "../../protocol/payload.ts";
import type { ReceivedBlob } from "../../state/blobs.ts";
import {
  CHECKSUM_ALGORITHMS,
  type Checksum,
  type ChecksumAlgorithm,
} from "../../state/checksums.ts";

/** The members by which requests and answers carry checksums. */
export interface ChecksumMembers {
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
}

/** What a request says about the digests of its body. */
export interface DigestRequest extends ChecksumMembers {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumAlgorithm?: string | undefined;
}

const memberOf = (algorithm: ChecksumAlgorithm) => `Checksum${algorithm}` as const;
const headerOf = (algorithm: ChecksumAlgorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** `{ ChecksumSHA256: value }` for the answer. */
export function checksumMember(
  algorithm: ChecksumAlgorithm | undefined,
  value: string | undefined,
): ChecksumMembers {
  return algorithm === undefined || value === undefined ? {} : { [memberOf(algorithm)]: value };
}

export function checksumMembers(checksum: Checksum | undefined) {
  if (!checksum) return {};
  return { ...checksumMember(checksum.algorithm, checksum.value), ChecksumType: checksum.type };
}

export function parseAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name.toUpperCase());
  if (algorithm) return algorithm;
  throw new AwsError(
    "InvalidRequest",
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${CHECKSUM_ALGORITHMS.join(", ")}]`,
  );
}

/** The algorithm to compute while the body comes in: of a header's value, of a trailer, or as named. */
export function requestedAlgorithm(
  request: DigestRequest,
  body: Payload | undefined,
): ChecksumAlgorithm | undefined {
  const given = CHECKSUM_ALGORITHMS.filter((algorithm) => request[memberOf(algorithm)]);
  if (given.length > 1) {
    throw new AwsError(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  return (
    given[0] ??
    CHECKSUM_ALGORITHMS.find((name) => body?.announcedTrailers.includes(headerOf(name))) ??
    parseAlgorithm(request.ChecksumAlgorithm)
  );
}

/** Throws BadDigest unless the body is what its headers and trailers promise. */
export function checkDigests(
  received: ReceivedBlob,
  algorithm: ChecksumAlgorithm | undefined,
  request: DigestRequest,
  trailers: Readonly<Record<string, string>>,
): void {
  checkMd5(received, request.ContentMD5);
  if (!algorithm) return;
  const promised = request[memberOf(algorithm)] ?? trailers[headerOf(algorithm)];
  if (promised === undefined || promised === received.checksum) return;
  const length = Buffer.from(received.checksum ?? "", "base64").length;
  if (Buffer.from(promised, "base64").length !== length) {
    throw new AwsError("InvalidRequest", `Value for ${headerOf(algorithm)} header is invalid.`);
  }
  throw new AwsError(
    "BadDigest",
    `The ${algorithm} you specified did not match the calculated checksum.`,
  );
}

function checkMd5({ md5 }: ReceivedBlob, promised: string | undefined): void {
  if (promised === undefined) return;
  const bytes = Buffer.from(promised, "base64");
  if (bytes.length !== 16) {
    throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, {
      "Content-MD5": promised,
    });
  }
  if (bytes.toString("hex") !== md5) {
    throw new AwsError(
      "BadDigest",
      "The Content-MD5 you specified did not match what we received.",
      400,
      { ExpectedDigest: bytes.toString("hex"), CalculatedDigest: md5 },
    );
  }
}
