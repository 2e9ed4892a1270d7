import "server-only";
import type { LogSource, LogSubject } from "../log-feed";
import type { Line } from "../log-tail";

/** A log service in memory: lines are appended by the test and read by page and token. */
export class FakeLog {
  readonly streams = new Map<string, Line[]>();
  subject: LogSubject | null = { isOver: false, metrics: [] };
  pageSize = 1000;
  reads = 0;
  /** Called after each page that was read. */
  onRead: () => void = () => undefined;
  /** Thrown by the next reads while set. */
  fault: Error | null = null;
  #hold: (() => Promise<void>) | null = null;

  append(stream: string, ...texts: readonly string[]): void {
    const lines = this.streams.get(stream) ?? [];
    for (const text of texts) lines.push([1_700_000_000_000 + lines.length, text]);
    this.streams.set(stream, lines);
  }

  /** Lets the next read wait. Resolves when it does, with the way to let it go on. */
  hold(): Promise<() => void> {
    return new Promise((resolve) => {
      this.#hold = () =>
        new Promise((goOn) => {
          this.#hold = null;
          resolve(goOn);
        });
    });
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
        await this.#hold?.();
        const lines = this.streams.get(stream) ?? [];
        const from = Number(token ?? 0);
        const page = lines.slice(from, from + this.pageSize);
        this.onRead();
        return { lines: page, token: String(from + page.length) };
      },
      readEnd: async (stream, limit) => {
        if (this.fault) throw this.fault;
        return (this.streams.get(stream) ?? []).slice(-limit);
      },
      release: () => undefined,
    };
  }
}
