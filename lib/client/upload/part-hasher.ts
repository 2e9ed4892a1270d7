import { partCountFor, partRange } from "@/lib/domain/upload-parts";
import type { HashAnswer } from "./hash-worker";

/** 128 MiB, which is read while somebody fills in the form. */
const AHEAD = 16;

/** The file was changed, moved or deleted since it was chosen: it has to be chosen again. */
export class FileGone extends Error {}

interface Waiting {
  resolve(sha256: string): void;
  reject(error: Error): void;
}

/** Hashes the parts of a file in a Worker that starts with the first one. */
export class PartHasher {
  private worker: Worker | null = null;
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ahead = new Map<number, Promise<string>>();
  private readonly file: Blob;

  constructor(file: Blob) {
    this.file = file;
  }

  /** Hashes the first parts before anybody asks for them. */
  begin(): void {
    const count = Math.min(AHEAD, partCountFor(this.file.size));
    for (let number = 1; number <= count; number += 1) {
      const hash = this.compute(number);
      // Whoever asks for it learns of a failure; nobody may ever ask.
      hash.catch(() => {});
      this.ahead.set(number, hash);
    }
  }

  /**
   * base64 SHA-256 of a part by its number. Asked again it is read again. Rejects when the file can
   * no longer be read, as after it was changed.
   */
  readonly hash = (number: number): Promise<string> => {
    const hash = this.ahead.get(number) ?? this.compute(number);
    this.ahead.delete(number);
    return hash;
  };

  close(): void {
    this.worker?.terminate();
    this.worker = null;
    this.ahead.clear();
    this.fail(new Error("The upload was left."));
  }

  private compute(number: number): Promise<string> {
    const { start, end } = partRange(this.file.size, number);
    return new Promise((resolve, reject) => {
      const id = this.next;
      this.next += 1;
      this.waiting.set(id, { resolve, reject });
      this.start().postMessage({ id, part: this.file.slice(start, end) });
    });
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<HashAnswer>) => this.settle(data));
    worker.addEventListener("error", ({ message }) =>
      this.fail(new Error(message || "The part could not be hashed.")),
    );
    this.worker = worker;
    return worker;
  }

  private settle(answer: HashAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ("sha256" in answer) waiting?.resolve(answer.sha256);
    else waiting?.reject(answer.isGone ? new FileGone(answer.error) : new Error(answer.error));
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
