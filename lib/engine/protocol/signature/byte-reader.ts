import { AwsError } from "../errors.ts";

/** Reads lines and counted bytes from a stream, holding no more than one of its pieces. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The bytes up to the next CRLF, as text without it. */
  async line(limit: number): Promise<string> {
    const line = await this.lineOrEnd(limit);
    if (line === undefined) throw cutShort();
    return line;
  }

  /** As `line`; undefined at the end of the stream. */
  async lineOrEnd(limit: number): Promise<string | undefined> {
    let line = Buffer.alloc(0);
    for (;;) {
      const end = this.#rest.indexOf(0x0a);
      line = Buffer.concat([line, end < 0 ? this.#rest : this.#rest.subarray(0, end)]);
      if (line.length > limit) throw cutShort();
      if (end >= 0) {
        this.#rest = this.#rest.subarray(end + 1);
        return line.toString("latin1").replace(/\r$/, "");
      }
      if (!(await this.#more())) return line.length > 0 ? line.toString("latin1") : undefined;
    }
  }

  /** Exactly `count` bytes, piece by piece. */
  async *take(count: number): AsyncGenerator<Buffer> {
    let missing = count;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw cutShort();
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    this.#rest = done ? Buffer.alloc(0) : value;
    return !done;
  }
}

const cutShort = () =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly", 400);
