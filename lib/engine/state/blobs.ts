import { createHash, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { type FileHandle, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type ChecksumAlgorithm, createDigest } from "./checksums.ts";

/** One file of bytes, or the part of it that is asked for. */
export interface Segment {
  readonly blob: string;
  /** Bytes in the whole blob. */
  readonly size: number;
}

/** A blob as it came in. */
export interface ReceivedBlob extends Segment {
  /** Hex. */
  readonly md5: string;
  /** Base64, of the algorithm asked for. */
  readonly checksum?: string;
}

/** Object bytes in files under random names; which object they belong to is known to the database alone. */
export interface BlobStore {
  /**
   * Writes a blob and hands it, safe on disk, to `keep`, which enters it in the database. When the
   * source or `keep` fails, nothing is left behind.
   */
  receive<T>(
    source: AsyncIterable<Uint8Array>,
    algorithm: ChecksumAlgorithm | undefined,
    keep: (blob: ReceivedBlob) => T | Promise<T>,
  ): Promise<T>;
  /** Bytes `start` to `end`, inclusive, of the segments one after another. */
  read(segments: readonly Segment[], start: number, end: number): Readable;
  /** Deletes blobs that nothing refers to any more, as soon as nobody reads them. */
  remove(blobs: readonly string[]): Promise<void>;
  /** Deletes every file that `isReferenced` does not know: what a crash left behind. */
  sweep(isReferenced: (blob: string) => boolean): Promise<void>;
}

const READ_SIZE = 256 * 1024;

export function createBlobStore(directory: string): BlobStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const readers = createReaderCount((blob) => rm(join(directory, blob), { force: true }));
  return {
    async receive(source, algorithm, keep) {
      const blob = randomBytes(16).toString("hex");
      const path = join(directory, blob);
      try {
        const received = await write(directory, blob, source, algorithm);
        return await keep({ blob, ...received });
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
    read(segments, start, end) {
      const wanted = cut(segments, start, end);
      const release = readers.hold(wanted.map(({ blob }) => blob));
      const stream = Readable.from(readAll(directory, wanted), {
        objectMode: false,
        highWaterMark: READ_SIZE,
      });
      stream.once("close", release);
      return stream;
    },
    remove: async (blobs) => {
      await Promise.all(blobs.map((blob) => readers.removeWhenFree(blob)));
    },
    async sweep(isReferenced) {
      const files = await readdir(directory);
      const strays = files.filter((file) => !isReferenced(file));
      for (const file of strays) await rm(join(directory, file), { force: true });
    },
  };
}

async function write(
  directory: string,
  blob: string,
  source: AsyncIterable<Uint8Array>,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Omit<ReceivedBlob, "blob">> {
  const md5 = createHash("md5");
  const digest = algorithm && createDigest(algorithm);
  let size = 0;
  const file = await open(join(directory, blob), "wx", 0o600);
  // The disk does this while bytes come in; whoever waits for it below learns of a failure.
  const named = syncDirectory(directory);
  named.catch(() => {});
  try {
    for await (const chunk of source) {
      md5.update(chunk);
      digest?.update(chunk);
      size += chunk.length;
      await writeFully(file, chunk);
    }
    await Promise.all([file.sync(), named]);
  } finally {
    await file.close();
  }
  const checksum = digest?.digest().toString("base64");
  return { size, md5: md5.digest("hex"), ...(checksum === undefined ? {} : { checksum }) };
}

async function writeFully(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}

/** Without this the new name itself may be lost in a power cut, whatever its file holds. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface Slice {
  readonly blob: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

function cut(segments: readonly Segment[], start: number, end: number): Slice[] {
  const slices: Slice[] = [];
  let offset = 0;
  for (const { blob, size } of segments) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end + 1 - offset, size);
    if (from < to) slices.push({ blob, start: from, end: to });
    offset += size;
  }
  return slices;
}

async function* readAll(directory: string, slices: readonly Slice[]): AsyncGenerator<Buffer> {
  for (const { blob, start, end } of slices) {
    const file = await open(join(directory, blob), "r");
    try {
      for (let position = start; position < end; ) {
        const buffer = Buffer.allocUnsafe(Math.min(READ_SIZE, end - position));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) throw new Error(`The blob ${blob} is shorter than the database says.`);
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }
}

/** Who reads what: an object that is replaced while somebody downloads it stays whole for them. */
function createReaderCount(remove: (blob: string) => Promise<void>) {
  const counts = new Map<string, number>();
  const doomed = new Set<string>();
  // What cannot be deleted now is swept at the next start, and must not fail what was committed.
  const removeOrLeave = (blob: string) => remove(blob).catch(() => undefined);
  const release = (blob: string) => {
    const count = (counts.get(blob) ?? 1) - 1;
    if (count > 0) {
      counts.set(blob, count);
      return;
    }
    counts.delete(blob);
    if (doomed.delete(blob)) void removeOrLeave(blob);
  };
  return {
    hold(blobs: readonly string[]) {
      for (const blob of blobs) counts.set(blob, (counts.get(blob) ?? 0) + 1);
      return () => blobs.forEach(release);
    },
    async removeWhenFree(blob: string) {
      if (counts.has(blob)) doomed.add(blob);
      else await removeOrLeave(blob);
    },
  };
}
