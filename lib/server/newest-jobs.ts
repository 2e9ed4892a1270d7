import "server-only";
import type { Target } from "@/lib/aws/targets";
import type { TrainingJobPage, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { JOBS_A_PAGE, listJobs } from "./job-list";

/** How far AWS's index may be behind, and its clock apart from this one. */
const BEHIND_MS = 60_000;

/**
 * Reads the newest jobs again and again: all of the first page once, and from then on only what was
 * changed since the last time.
 * @param now milliseconds since 1970
 */
export function newestJobs(target: Target, now: () => number): () => Promise<TrainingJobPage> {
  let known: { readonly page: TrainingJobPage; readonly readAt: number } | null = null;
  return async () => {
    const readAt = now();
    const page = known
      ? await changedPage(target, known.page, known.readAt - BEHIND_MS)
      : await listJobs(target, {});
    known = { page, readAt };
    return page;
  };
}

async function changedPage(target: Target, page: TrainingJobPage, after: number) {
  const changes = await listJobs(target, {}, new Date(after).toISOString());
  if (changes.items.length === 0) return page;
  const changed = withChanges(page, changes.items);
  // New jobs make the page longer; one that has grown to two, or missed changes, is read anew.
  const isWhole = changes.nextCursor === null && changed.items.length < 2 * JOBS_A_PAGE;
  return isWhole ? changed : listJobs(target, {});
}

/** The newest first. What is older than the page's last job belongs to the pages after it. */
function withChanges(page: TrainingJobPage, changes: readonly TrainingJobSummary[]) {
  const jobs = new Map(page.items.map((job) => [job.name, job]));
  const last = page.nextCursor === null ? undefined : page.items.at(-1);
  for (const job of changes) {
    if (jobs.has(job.name) || !last || job.createdAt > last.createdAt) jobs.set(job.name, job);
  }
  const items = [...jobs.values()].sort((a, b) => {
    if (a.createdAt === b.createdAt) return 0;
    return a.createdAt < b.createdAt ? 1 : -1;
  });
  return { ...page, items };
}
