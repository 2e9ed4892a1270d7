import "server-only";
import type { LogEndEvent } from "@/lib/contracts/live";
import type { Delivery, FeedCursor } from "./feed";
import type { Line, LogTail } from "./log-tail";

/** The newest lines of a stream, oldest first, at most `limit`. */
export type ReadEnd = (
  stream: string,
  limit: number,
  signal: AbortSignal,
) => Promise<readonly Line[]>;

const LINES = 500;
const CHARACTERS = 256 * 1024;

/**
 * The newest lines of a log while it is still being read from its beginning: shown at once, without
 * their places, which nobody knows before all lines have been counted.
 */
export class LogEnd {
  readonly #readEnd: ReadEnd;
  readonly #lines = new Map<string, readonly Line[]>();
  #version = 0;

  constructor(readEnd: ReadEnd) {
    this.#readEnd = readEnd;
  }

  /** Looks where the streams end now; true when they have lines. */
  async look(streams: Iterable<string>, signal: AbortSignal): Promise<boolean> {
    for (const stream of streams) {
      this.#lines.set(stream, await this.#readEnd(stream, LINES, signal));
    }
    this.#version += 1;
    return [...this.#lines.values()].some(({ length }) => length > 0);
  }

  /**
   * Whether the tail was read beyond where its stream ended at the last look. One that is written
   * to without a pause has no end that reading would come to.
   */
  isPassedBy(tail: LogTail): boolean {
    const end = this.#lines.get(tail.name)?.at(-1);
    const read = tail.newest;
    return end !== undefined && read !== undefined && read[0] > end[0];
  }

  /** What a reader without a position sees until it gets one. */
  read(topic: string, cursor: FeedCursor): Delivery | null {
    const isBehind = cursor.end < this.#version && Object.keys(cursor.log).length === 0;
    if (!isBehind) return null;
    return {
      event: { kind: "log-end", topic, lines: newest(this.#lines) },
      cursor: { ...cursor, end: this.#version },
    };
  }
}

/** The newest lines of all streams in the order of their time. */
function newest(ends: ReadonlyMap<string, readonly Line[]>): LogEndEvent["lines"] {
  const all = [...ends].flatMap(([stream, lines]) =>
    lines.map(([at, text]) => ({ stream, at, text })),
  );
  // Stable, so that lines of one stream and one time stay as they were written.
  const last = all.sort((one, other) => one.at - other.at).slice(-LINES);
  let characters = 0;
  const tooMany = last.findLastIndex(({ text }) => {
    characters += text.length;
    return characters > CHARACTERS;
  });
  return last.slice(Math.min(tooMany + 1, last.length - 1));
}
