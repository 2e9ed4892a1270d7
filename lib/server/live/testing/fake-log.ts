import "server-only";
import type { LogSource, LogSubject } from "../log-feed";
import type { Line } from "../log-tail";

/** A log service in memory: lines are appended by the test and read by page and token. */
export class FakeLog {
  readonly streams = new Map<string, Line[]>();
  subject: LogSubject | null = { isOver: false, metrics: [] };
  pageSize = 1000;
  reads = 0;
  /** Thrown by the next reads while set. */
  fault: Error | null = null;
  #held: Promise<void> | null = null;
  #onWaiting: (() => void) | null = null;

  append(stream: string, ...texts: readonly string[]): void {
    const lines = this.streams.get(stream) ?? [];
    for (const text of texts) lines.push([1_700_000_000_000 + lines.length, text]);
    this.streams.set(stream, lines);
  }

  /** Lets reads wait; resolves to the way to let them go on when the first one does wait. */
  async hold(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    await new Promise<void>((waiting) => {
      this.#onWaiting = waiting;
    });
    this.#held = null;
    return resolve;
  }

  source(topic: string): LogSource {
    return {
      topic,
      intervals: { logs: 50, streams: 500 },
      ingestionLag: 0,
      subject: () => this.subject,
      listStreams: async () => [...this.streams.keys()].sort(),
      readPage: async (stream, token) => {
        this.reads += 1;
        if (this.fault) throw this.fault;
        this.#onWaiting?.();
        await this.#held;
        const lines = this.streams.get(stream) ?? [];
        const from = Number(token ?? 0);
        const page = lines.slice(from, from + this.pageSize);
        return { lines: page, token: String(from + page.length) };
      },
      release: () => undefined,
    };
  }
}
