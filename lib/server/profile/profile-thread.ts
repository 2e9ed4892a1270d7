import "server-only";
import { Worker } from "node:worker_threads";
import type { ProfileOrder, ProfileOutcome, Progress } from "./profile-files";

/** `profileFiles` in a thread of its own, which ends with the outcome or the signal. */
export function profileInThread(
  order: ProfileOrder,
  signal: AbortSignal,
  report: (progress: Progress) => void,
): Promise<ProfileOutcome> {
  return new Promise<ProfileOutcome>((resolve, reject) => {
    const worker = new Worker(new URL("./profile-worker.ts", import.meta.url), {
      workerData: order,
    });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.on("message", (message: Progress | ProfileOutcome) => {
      if (message.kind === "progress") {
        report(message);
        return;
      }
      resolve(message);
      // Its connections, kept for more requests, would keep the thread for some seconds.
      void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`The profiling thread ended with ${code}.`)));
    signal.addEventListener("abort", () => void worker.terminate(), { once: true });
  });
}
