import { slots } from "./slots";

/** Runs in a Worker: reading and hashing a part would otherwise stop the page for a moment. */
interface HashRequest {
  readonly id: number;
  readonly part: Blob;
}

export type HashAnswer =
  | { readonly id: number; readonly sha256: string }
  /** `isGone`: the file was changed, moved or deleted since it was chosen. */
  | { readonly id: number; readonly error: string; readonly isGone: boolean };

const GONE = ["NotReadableError", "NotFoundError"];

async function hash({ id, part }: HashRequest): Promise<HashAnswer> {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
    return { id, sha256: btoa(String.fromCharCode(...digest)) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, error: message, isGone: GONE.includes(name) };
  }
}

/** One is read while the other is hashed; each of them is in memory as a whole. */
const inTurn = slots(2);

self.addEventListener("message", ({ data }: MessageEvent<HashRequest>) => {
  void inTurn(async () => self.postMessage(await hash(data)));
});
