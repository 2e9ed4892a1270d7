import { randomBytes } from "node:crypto";
import { existsSync, truncateSync } from "node:fs";
import { open } from "node:fs/promises";
import { isDiskFull } from "./disk-full.ts";

/** Room on the disk for what must be written when there is no other: what makes room, and ends. */
export interface Reserve {
  /** Runs `work`, and on a full disk once more in the reserve's room, which is then taken anew. */
  spend<T>(work: () => T): T;
  /** As `spend`, for work that takes its time. */
  spendLater<T>(work: () => Promise<T>): Promise<T>;
  /** Begins to take the room, as far as there is any. */
  refill(): void;
  /** Settles when nothing is being taken. */
  settled(): Promise<void>;
}

/** Many deletions write less to the database's journal, and the first ones free more. */
const RESERVE_BYTES = 8 * 1024 * 1024;
const BLOCK_BYTES = 1024 * 1024;

/** Keeps the room in a file at `path`; a deletion writes to the database before it frees anything. */
export function createReserve(path: string, log: (line: string) => void): Reserve {
  let isWhole = false;
  /** Not again with each attempt. */
  let isTold = false;
  let timesGivenUp = 0;
  let filled = Promise.resolve();
  const fillUp = async () => {
    const before = timesGivenUp;
    const isWanted = () => timesGivenUp === before;
    await fill(path, isWanted);
    isWhole = isWanted();
    isTold = false;
  };
  const refill = () => {
    if (isWhole) return;
    filled = filled.then(fillUp).catch((error: Error) => {
      // A part of it is better than none; what is spent next tries again.
      if (!isTold) log(`The reserve ${path} cannot be kept: ${causeOf(error)}`);
      isTold = true;
    });
  };
  const giveUp = (error: unknown) => {
    if (!isDiskFull(error)) throw error;
    isWhole = false;
    timesGivenUp += 1;
    // Not deleted: its bytes would stay for as long as somebody is writing it.
    if (existsSync(path)) truncateSync(path);
  };
  return {
    refill,
    settled: () => filled,
    spend(work) {
      try {
        return work();
      } catch (error) {
        giveUp(error);
        return work();
      } finally {
        refill();
      }
    },
    async spendLater(work) {
      try {
        return await work();
      } catch (error) {
        giveUp(error);
        return await work();
      } finally {
        refill();
      }
    },
  };
}

const causeOf = (error: Error): string =>
  isDiskFull(error)
    ? "the disk is full. Make room on it: until then, deleting may fail as writing does."
    : error.message;

/** Bytes at random, since some file systems keep zeros in no room. */
async function fill(path: string, isWanted: () => boolean): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    let { size } = await file.stat();
    if (size >= RESERVE_BYTES) return;
    const block = randomBytes(BLOCK_BYTES);
    while (size < RESERVE_BYTES && isWanted()) size += (await file.write(block)).bytesWritten;
  } finally {
    await file.close();
  }
}
