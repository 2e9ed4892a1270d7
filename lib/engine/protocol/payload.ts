import { Readable } from "node:stream";

/** A request's payload as a stream, with the trailing headers that aws-chunked framing may carry. */
export class Payload extends Readable {
  /** Trailing headers that the request announces, in lower case. */
  readonly announcedTrailers: readonly string[];
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #trailers: () => Readonly<Record<string, string>>;
  readonly #release: () => void;

  constructor(source: {
    readonly chunks: AsyncIterable<Buffer>;
    readonly announcedTrailers: readonly string[];
    readonly trailers: () => Readonly<Record<string, string>>;
    /** Called when nobody reads on, at the end or before it. */
    readonly release: () => void;
  }) {
    super({ highWaterMark: 256 * 1024 });
    this.announcedTrailers = source.announcedTrailers;
    this.#chunks = source.chunks[Symbol.asyncIterator]();
    this.#trailers = source.trailers;
    this.#release = source.release;
  }

  /** Complete once the stream has ended. */
  get trailers(): Readonly<Record<string, string>> {
    return this.#trailers();
  }

  override _read(): void {
    this.#chunks.next().then(
      ({ done, value }) => this.push(done ? null : value),
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#release();
    callback(error);
  }
}
