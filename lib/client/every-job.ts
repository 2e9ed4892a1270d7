import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const trainingJobPage = async () => (await import("@/lib/contracts/training-jobs")).trainingJobPage;

/** The most that AWS gives at once. */
const PAGE = 100;

/**
 * Reads every job that fits, page by page.
 * @param onPage hears how many there are by now
 */
export async function everyJob(
  target: string,
  filter: Pick<TrainingJobListQuery, "q" | "sort">,
  signal: AbortSignal,
  onPage: (jobs: number) => void,
): Promise<TrainingJobSummary[]> {
  // Jobs that begin meanwhile move others to the next page: each is kept once.
  const jobs = new Map<string, TrainingJobSummary>();
  let cursor: string | undefined;
  do {
    const path = api.trainingJobs(target, { ...filter, cursor, limit: PAGE });
    const page = await getJson(path, trainingJobPage, signal);
    for (const job of page.items) jobs.set(job.name, job);
    onPage(jobs.size);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return [...jobs.values()];
}
