import { promisify } from "node:util";
import { constants, crc32, deflateRaw, type ZlibOptions } from "node:zlib";

const BLOCK_BYTES = 1024 * 1024;

/** Of libuv's four threads, one stays free for files. */
const AT_ONCE = 3;

const SAMPLE_BYTES = 32 * 1024;
const WORTH_PACKING = 0.97;

/** RFC 1952, 2.3: deflate, no flags, no time, fastest compression, unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff]);
/** RFC 1951, 3.2: a last block with fixed codes that holds nothing. */
const LAST_BLOCK = Buffer.from([3, 0]);

/**
 * Compresses bytes as one gzip member, block by block on several cores: one deflate stream is
 * several times slower than a disk. A block's output ends at a byte (Z_SYNC_FLUSH), so the blocks
 * can be joined. At most {@link AT_ONCE} blocks are held, and as many results.
 */
export async function* gzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let crc = 0;
  let size = 0;
  const underWay: Promise<Buffer>[] = [];
  yield HEADER;
  for await (const block of blocksOf(source)) {
    crc = crc32(block, crc);
    size += block.length;
    underWay.push(deflateBlock(block));
    if (underWay.length >= AT_ONCE) yield* first(underWay);
  }
  while (underWay.length > 0) yield* first(underWay);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc);
  // Modulo 2^32, as the format has it.
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  yield Buffer.concat([LAST_BLOCK, trailer]);
}

async function* first(underWay: Promise<Buffer>[]): AsyncGenerator<Buffer> {
  const block = await underWay.shift();
  if (block) yield block;
}

const deflate = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/**
 * The fastest level, since most of the bytes are arrays that pack badly. Some do not pack at all,
 * as their first bytes show: those are stored, ten times faster.
 */
async function deflateBlock(block: Buffer): Promise<Buffer> {
  const sample = block.subarray(0, SAMPLE_BYTES);
  const packed = await deflate(sample, { level: 1 });
  const level = packed.length < sample.length * WORTH_PACKING ? 1 : 0;
  return deflate(block, { level, finishFlush: constants.Z_SYNC_FLUSH });
}

/** The same bytes in pieces of {@link BLOCK_BYTES}; the last may be shorter. */
async function* blocksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length; ) {
      const part = piece.subarray(taken, taken + BLOCK_BYTES - filled);
      block.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      block = Buffer.allocUnsafe(BLOCK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
