import type { HashAnswer } from "./hash-worker";

/** The file was changed, moved or deleted since it was chosen: it has to be chosen again. */
export class FileGone extends Error {}

interface Waiting {
  resolve(sha256: string): void;
  reject(error: Error): void;
}

/** Hashes parts in a Worker that starts with the first one. */
export class Hasher {
  private worker: Worker | null = null;
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();

  /** base64 SHA-256. Rejects when the file can no longer be read, as after it was changed. */
  readonly hash = (part: Blob): Promise<string> =>
    new Promise((resolve, reject) => {
      const id = this.next;
      this.next += 1;
      this.waiting.set(id, { resolve, reject });
      this.start().postMessage({ id, part });
    });

  close(): void {
    this.worker?.terminate();
    this.worker = null;
    this.fail(new Error("The upload was left."));
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
