/** MXNet's RecordIO: a magic number, the length, the bytes, and zeros up to a multiple of four. */
const MAGIC = 0xced7230a;
const HEADER_BYTES = 8;
/** Three of the length's bits say which part of a record follows; one part is the whole record here. */
export const LONGEST_RECORD_BYTES = 2 ** 29 - 1;

/** One record around these bytes, which must not be longer than {@link LONGEST_RECORD_BYTES}. */
export function toRecord(bytes: Uint8Array): Buffer {
  const padded = Math.ceil(bytes.length / 4) * 4;
  const record = Buffer.alloc(HEADER_BYTES + padded);
  record.writeUInt32LE(MAGIC, 0);
  record.writeUInt32LE(bytes.length, 4);
  record.set(bytes, HEADER_BYTES);
  return record;
}
