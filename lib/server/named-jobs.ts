import "server-only";
import { toAppError } from "@/lib/aws/errors";
import { type FoundJob, NAMES_A_SEARCH, searchNamedJobs } from "@/lib/aws/sagemaker-search";
import { describeTrainingJob } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { NamedJobs } from "@/lib/contracts/training-jobs";
import { mapLimited } from "@/lib/domain/map-limited";
import { summaryOf } from "./job-list";
import { bucketOf } from "./workspace";

const AT_ONCE = 4;

/** None where the account does not let us search: each job is described then. */
async function searched(target: Target, names: readonly string[]): Promise<FoundJob[]> {
  try {
    return await searchNamedJobs(target, names);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "AccessDenied" || code === "NotImplemented") return [];
    throw error;
  }
}

async function described(target: Target, name: string): Promise<FoundJob | null> {
  const facts = await describeTrainingJob(target, name);
  return facts ? { facts, tags: {} } : null;
}

/**
 * The jobs of these names, as a list shows them, in the order of the names; those that do not exist
 * are left out. One search for each twenty, and a description for each that the index does not know.
 */
export async function listNamedJobs(target: Target, names: readonly string[]): Promise<NamedJobs> {
  const parts = Array.from({ length: Math.ceil(names.length / NAMES_A_SEARCH) }, (_, at) =>
    names.slice(at * NAMES_A_SEARCH, (at + 1) * NAMES_A_SEARCH),
  );
  const [bucket, ...answers] = await Promise.all([
    bucketOf(target),
    ...parts.map((part) => searched(target, part)),
  ]);
  const known = new Map(answers.flat().map((job) => [job.facts.name, job]));
  const jobs = await mapLimited(
    names,
    AT_ONCE,
    async (name) => known.get(name) ?? described(target, name),
  );
  return { items: jobs.flatMap((job) => (job ? [summaryOf(job, bucket)] : [])) };
}
