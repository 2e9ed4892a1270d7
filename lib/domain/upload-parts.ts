const MIB = 1024 * 1024;
/** S3 takes at most 10,000 parts of 5 MiB to 5 GiB. */
const MAX_PARTS = 10_000;

/**
 * Bytes of each part but the last. Fixed by the size alone, so that the same file always has the
 * same composite hash: 8 MiB up to 78 GiB, then doubled until 10,000 parts suffice.
 */
export function partSizeFor(size: number): number {
  let part = 8 * MIB;
  while (Math.ceil(size / part) > MAX_PARTS) part *= 2;
  return part;
}

export const partCountFor = (size: number): number => Math.ceil(size / partSizeFor(size));

/** Byte range of a 1-based part, `end` exclusive. */
export function partRange(size: number, number: number): { start: number; end: number } {
  const part = partSizeFor(size);
  return { start: (number - 1) * part, end: Math.min(size, number * part) };
}
