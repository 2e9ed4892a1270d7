import "server-only";
import type { Line, LogTail } from "./log-tail";

/**
 * A page of a log stream from where the token stands, from the head for null. It answers where the
 * next page begins: with the same token at the end of the stream.
 */
export type ReadPage = (
  stream: string,
  token: string | null,
  signal: AbortSignal,
) => Promise<{ readonly lines: readonly Line[]; readonly token: string | null }>;

interface Page {
  readonly stream: string;
  /** Of its first line. */
  readonly index: number;
  readonly lines: readonly Line[];
  /** Where the next page begins. */
  readonly next: string | null;
  readonly isLast: boolean;
}

const READ_WITHIN_MS = 60_000;

/**
 * Lines of a log that are in memory no more, read again from the log service. The page read last
 * is kept, since a reader who is far behind takes it in many small parts.
 */
export class LogPast {
  readonly #readPage: ReadPage;
  #kept: Page | null = null;

  constructor(readPage: ReadPage) {
    this.#readPage = readPage;
  }

  /** Lines `from` to `from + limit - 1`, as far as the tail has read. */
  async lines(tail: LogTail, from: number, limit: number): Promise<readonly Line[]> {
    const until = Math.min(from + limit, tail.total);
    const found: Line[] = [];
    let page = this.#nearest(tail, from);
    for (;;) {
      const { index, lines } = page;
      found.push(...lines.slice(Math.max(0, from - index), Math.max(0, until - index)));
      if (index + lines.length >= until || page.isLast) return found;
      page = await this.#after(page);
    }
  }

  /** The page that is kept when it lies nearer before the line than where reading can begin. */
  #nearest(tail: LogTail, from: number): Page {
    const { index, token } = tail.checkpointBefore(from);
    const kept = this.#kept;
    const isNearer = kept?.stream === tail.name && kept.index >= index && kept.index <= from;
    return isNearer ? kept : { stream: tail.name, index, lines: [], next: token, isLast: false };
  }

  async #after({ stream, index, lines: before, next }: Page): Promise<Page> {
    const signal = AbortSignal.timeout(READ_WITHIN_MS);
    const { lines, token } = await this.#readPage(stream, next, signal);
    const isLast = token === next;
    const page = { stream, index: index + before.length, lines, next: token, isLast };
    // The log may grow beyond its end, so that page says nothing later.
    if (!isLast) this.#kept = page;
    return page;
  }
}
