import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Crc, createCrc32c, createCrc64Nvme } from "./crc.ts";

/** The checksums that S3 keeps beside an object, by the names its API gives them. */
export const CHECKSUM_ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Composite checksums are over the checksums of the parts. */
  readonly type: "FULL_OBJECT" | "COMPOSITE";
  /** Base64; composite ones end in `-<parts>`. */
  readonly value: string;
}

/** A checksum being computed. */
export function createDigest(algorithm: ChecksumAlgorithm): Crc {
  switch (algorithm) {
    case "CRC32":
      return createCrc32();
    case "CRC32C":
      return createCrc32c();
    case "CRC64NVME":
      return createCrc64Nvme();
    case "SHA1":
    case "SHA256": {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
    default:
      return algorithm satisfies never;
  }
}

function createCrc32(): Crc {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest() {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}

/** The checksum of a multipart object: of its parts' digests one after another, and their number. */
export function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  parts: readonly string[],
): Checksum {
  const digest = createDigest(algorithm);
  for (const part of parts) digest.update(Buffer.from(part, "base64"));
  const value = `${digest.digest().toString("base64")}-${parts.length}`;
  return { algorithm, type: "COMPOSITE", value };
}

/** The ETag of a multipart object, from its parts' MD5s in hex. */
export function multipartEtag(parts: readonly string[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part, "hex");
  return `${hash.digest("hex")}-${parts.length}`;
}
