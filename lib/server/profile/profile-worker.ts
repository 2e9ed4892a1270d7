import { parentPort, workerData } from "node:worker_threads";
import { type ProfileOrder, profileFiles } from "./profile-files";

// A thread of its own: reading a large file would keep the process from answering.
const outcome = await profileFiles(workerData as ProfileOrder, (progress) =>
  parentPort?.postMessage(progress),
);
parentPort?.postMessage(outcome);
