/** Running CRCs over bytes, as S3 offers them beside hashes. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** Big-endian. */
  digest(): Buffer;
}

/** CRC-32C (Castagnoli), reflected polynomial 0x82f63b78 (RFC 3720, appendix B.4). */
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

export function createCrc32c(): Crc {
  let crc = 0xffffffff;
  return {
    update(bytes) {
      let value = crc;
      for (const byte of bytes) {
        value = (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
      }
      crc = value >>> 0;
    },
    digest() {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
      return digest;
    },
  };
}

/** CRC-64/NVME, reflected polynomial 0x9a6c9329ac4bc9b5, in halves since a bigint per byte is slow. */
const [NVME_HIGH, NVME_LOW] = nvmeTables();

function nvmeTables(): [Uint32Array, Uint32Array] {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
    }
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return [high, low];
}

export function createCrc64Nvme(): Crc {
  let [high, low] = [0xffffffff, 0xffffffff];
  return {
    update(bytes) {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff;
        low = (((low >>> 8) | (high << 24)) ^ (NVME_LOW[index] ?? 0)) >>> 0;
        high = ((high >>> 8) ^ (NVME_HIGH[index] ?? 0)) >>> 0;
      }
    },
    digest() {
      const digest = Buffer.alloc(8);
      digest.writeUInt32BE((high ^ 0xffffffff) >>> 0);
      digest.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
      return digest;
    },
  };
}
