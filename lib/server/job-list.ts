import "server-only";
import { toAppError } from "@/lib/aws/errors";
import { type FoundJob, type JobSearch, searchTrainingJobs } from "@/lib/aws/sagemaker-search";
import { type JobRow, listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type {
  TrainingJobListQuery,
  TrainingJobPage,
  TrainingJobSummary,
} from "@/lib/contracts/training-jobs";
import { algorithmName, parseImageReference } from "@/lib/domain/image-references";
import { jobKind } from "@/lib/domain/training-jobs";
import { datasetOfUri, TAG_ALGORITHM, TAG_DATASET } from "@/lib/domain/workspace";
import { bucketOf } from "./workspace";

const LIMIT = 50;

const SORTS = {
  created: { list: "CreationTime", search: "CreationTime" },
  name: { list: "Name", search: "TrainingJobName" },
  status: { list: "Status", search: "TrainingJobStatus" },
} as const;

function orderOf(sort: TrainingJobListQuery["sort"]) {
  const asked = sort ?? "-created";
  const descending = asked.startsWith("-");
  const by = (descending ? asked.slice(1) : asked) as keyof typeof SORTS;
  return { by, descending, names: SORTS[by] };
}

/** What a job is tagged with; for jobs of other tools, what its image and channel say. */
export const algorithmOf = (found: FoundJob): string | null => {
  const tag = found.tags[TAG_ALGORITHM];
  const parsed = found.facts.image ? parseImageReference(found.facts.image) : null;
  return tag ?? (parsed ? algorithmName(parsed) : null);
};

export const datasetOf = (found: FoundJob, bucket: string): string | null => {
  const uris = found.facts.channels.map(({ uri }) => datasetOfUri(uri, bucket));
  return found.tags[TAG_DATASET] ?? uris.find((name) => name !== null) ?? null;
};

function fromSearch(found: FoundJob, bucket: string): TrainingJobSummary {
  const { facts } = found;
  return {
    name: facts.name,
    status: facts.status,
    secondaryStatus: facts.secondaryStatus,
    kind: jobKind(facts),
    createdAt: facts.createdAt,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    algorithm: algorithmOf(found),
    dataset: datasetOf(found, bucket),
    instanceType: facts.instanceType,
    finalMetrics: [...facts.finalMetrics],
    failureReason: facts.failureReason,
  };
}

/** A job that the search index does not know yet. */
const fromList = (row: JobRow): TrainingJobSummary => ({
  ...row,
  kind: jobKind(row),
  startedAt: null,
  algorithm: null,
  dataset: null,
  instanceType: null,
  finalMetrics: [],
  failureReason: null,
});

type Order = (a: TrainingJobSummary, b: TrainingJobSummary) => number;

function comparing(sort: TrainingJobListQuery["sort"]): Order {
  const { by, descending } = orderOf(sort);
  const key = ({ name, status, createdAt }: TrainingJobSummary) =>
    ({ created: createdAt, name: name.toLowerCase(), status })[by];
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  };
}

/**
 * The list is current where the index lags: it adds jobs and corrects their status. A job that
 * belongs behind the page's last one is not missing: the next page has it.
 */
function merged(
  found: readonly TrainingJobSummary[],
  listed: readonly JobRow[],
  order: Order,
  isWhole: boolean,
): TrainingJobSummary[] {
  const current = new Map(listed.map((row) => [row.name, row]));
  const known = new Set(found.map(({ name }) => name));
  const corrected = found.map((job) => {
    const row = current.get(job.name);
    if (!row) return job;
    const { status, endedAt } = row;
    const secondaryStatus = row.secondaryStatus ?? job.secondaryStatus;
    return { ...job, status, endedAt, secondaryStatus, kind: jobKind({ status, secondaryStatus }) };
  });
  const last = found.at(-1);
  const added = listed
    .filter(({ name }) => !known.has(name))
    .map(fromList)
    .filter((job) => isWhole || last === undefined || order(job, last) < 0);
  return [...added, ...corrected].sort(order);
}

/**
 * Null where the account does not let us search; the plain list must do then, unless the question
 * is one that only a search can answer.
 */
async function searched(target: Target, search: JobSearch) {
  try {
    return await searchTrainingJobs(target, search);
  } catch (error) {
    if (search.algorithm !== undefined || search.dataset !== undefined) throw error;
    const { code } = toAppError(error);
    if (code === "AccessDenied" || code === "NotImplemented") return null;
    throw error;
  }
}

/**
 * A page of training jobs with dataset, image and final metrics. They come from the search index;
 * the first page is joined with the plain list, which is never behind.
 */
export async function listJobs(
  target: Target,
  query: TrainingJobListQuery,
): Promise<TrainingJobPage> {
  const { descending, names } = orderOf(query.sort);
  const common = {
    descending,
    limit: query.limit ?? LIMIT,
    nameContains: query.q,
    status: query.status,
  };
  const { algorithm, dataset, cursor } = query;
  const bucket = await bucketOf(target);
  const onlyIndexed = cursor !== undefined || algorithm !== undefined || dataset !== undefined;
  const [found, listed] = await Promise.all([
    searched(target, { ...common, algorithm, dataset, cursor, sortBy: names.search }),
    onlyIndexed ? null : listTrainingJobs(target, { ...common, sortBy: names.list }),
  ]);
  if (!found) {
    const page =
      listed ?? (await listTrainingJobs(target, { ...common, cursor, sortBy: names.list }));
    return { items: page.rows.map(fromList), nextCursor: page.nextCursor };
  }
  const jobs = found.jobs.map((job) => fromSearch(job, bucket));
  const isWhole = found.nextCursor === null;
  const items = listed ? merged(jobs, listed.rows, comparing(query.sort), isWhole) : jobs;
  return { items, nextCursor: found.nextCursor };
}
