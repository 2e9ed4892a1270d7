import "server-only";
import { setTimeout } from "node:timers/promises";
import { listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import { findTarget } from "@/lib/aws/targets";

/** A target that answers later than this is not waited for: its pages say what is wrong. */
const WAIT_MS = 2000;

/**
 * Whether the target's training jobs are the page to begin with: once there is one, it says best
 * where things stand; before, everything begins with data.
 */
export async function beginsWithJobs(name: string): Promise<boolean> {
  const target = findTarget(name);
  if (!target) return false;
  const newest = { sortBy: "CreationTime", descending: true, limit: 1 } as const;
  const hasJobs = listTrainingJobs(target, newest).then(
    ({ rows }) => rows.length > 0,
    // Either page says itself why nothing can be read.
    () => false,
  );
  return Promise.race([hasJobs, setTimeout(WAIT_MS, false, { ref: false })]);
}
