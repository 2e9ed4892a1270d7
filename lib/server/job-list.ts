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
import { AppError } from "@/lib/domain/app-error";
import { algorithmName, parseImageReference, shortReference } from "@/lib/domain/image-references";
import { type JobQuery, parseJobQuery } from "@/lib/domain/job-query";
import { jobKind } from "@/lib/domain/training-jobs";
import { datasetOfUri, TAG_ALGORITHM, TAG_DATASET } from "@/lib/domain/workspace";
import { bucketOf } from "./workspace";

/** As many as AWS's search answers at once, and few enough to be drawn at once. */
export const JOBS_A_PAGE = 100;

const METRIC = "metric:";
/** By what the plain list can be ordered too, with its own word for it. */
const SORTS = {
  created: { list: "CreationTime", search: "CreationTime" },
  name: { list: "Name", search: "TrainingJobName" },
  status: { list: "Status", search: "TrainingJobStatus" },
} as const;
type PlainSort = keyof typeof SORTS;

function orderOf(sort: TrainingJobListQuery["sort"]) {
  const asked = sort ?? "-created";
  const descending = asked.startsWith("-");
  const by = descending ? asked.slice(1) : asked;
  const plain = Object.hasOwn(SORTS, by) ? (by as PlainSort) : null;
  const search = plain ? SORTS[plain].search : `Metrics.${by.slice(METRIC.length)}`;
  return { descending, plain, search };
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

/** A job as lists show it. */
export function summaryOf(found: FoundJob, bucket: string): TrainingJobSummary {
  const { facts } = found;
  return {
    name: facts.name,
    status: facts.status,
    secondaryStatus: facts.secondaryStatus,
    kind: jobKind(facts),
    createdAt: facts.createdAt,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    imageName: facts.image ? shortReference(facts.image) : null,
    dataset: datasetOf(found, bucket),
    instanceType: facts.instanceType,
    instanceCount: facts.instanceCount,
    finalMetrics: [...facts.finalMetrics],
    hyperparameters: facts.hyperparameters,
    failureReason: facts.failureReason,
    tags: found.tags,
  };
}

/** A job that the search index does not know yet. */
const fromList = (row: JobRow): TrainingJobSummary => ({
  ...row,
  kind: jobKind(row),
  startedAt: null,
  imageName: null,
  dataset: null,
  instanceType: null,
  instanceCount: null,
  finalMetrics: [],
  hyperparameters: {},
  failureReason: null,
  tags: {},
});

type Order = (a: TrainingJobSummary, b: TrainingJobSummary) => number;

function comparing(by: PlainSort, descending: boolean): Order {
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
async function searched(target: Target, search: JobSearch, listCanDo: boolean) {
  try {
    return await searchTrainingJobs(target, search);
  } catch (error) {
    const { code } = toAppError(error);
    if (listCanDo && (code === "AccessDenied" || code === "NotImplemented")) return null;
    throw error;
  }
}

function readQuery(text: string): JobQuery {
  const result = parseJobQuery(text);
  if (!result.ok) throw new AppError("Invalid", { detail: result.problem });
  return result.query;
}

/** What the one question to AWS did not ask: it takes a single part of a name, or of an image. */
function fits({ facts }: FoundJob, { words, image }: JobQuery): boolean {
  const name = facts.name;
  return words.every((word) => name.includes(word)) && (facts.image ?? "").includes(image ?? "");
}

interface Questions {
  readonly query: JobQuery;
  readonly search: JobSearch;
  /** The same for the plain list; null where it cannot answer it. */
  readonly list: Parameters<typeof listTrainingJobs>[1] | null;
  /** The order of the plain list's answer. */
  readonly order: Order;
}

/** The page as AWS is asked for it. */
function questionsOf(asked: TrainingJobListQuery, changedAfter: string | undefined): Questions {
  const query = readQuery(asked.q ?? "");
  const { algorithm, cursor, dataset = query.dataset ?? undefined } = asked;
  const { descending, plain, search: sortBy } = orderOf(asked.sort);
  const [word, ...moreWords] = query.words;
  const status = query.status ?? undefined;
  const common = { descending, limit: asked.limit ?? JOBS_A_PAGE, status, cursor, changedAfter };
  const image = word === undefined ? (query.image ?? undefined) : undefined;
  const { conditions } = query;
  const isOfIndex =
    [...moreWords, ...conditions].length > 0 ||
    [query.image ?? undefined, algorithm, dataset].some((one) => one !== undefined);
  const sort = plain ?? "created";
  return {
    query,
    search: {
      ...common,
      ...{ nameContains: word, imageContains: image, algorithm, dataset, conditions, sortBy },
    },
    list:
      plain === null || isOfIndex
        ? null
        : { ...common, nameContains: word, sortBy: SORTS[plain].list },
    order: comparing(sort, descending),
  };
}

/**
 * A page of training jobs with dataset, image and final metrics. They come from the search index;
 * the first page is joined with the plain list, which is never behind.
 * @param changedAfter leaves out jobs that were not changed after this moment, ISO-8601
 * @throws AppError Invalid when `q` cannot be read
 */
export async function listJobs(
  target: Target,
  asked: TrainingJobListQuery,
  changedAfter?: string,
): Promise<TrainingJobPage> {
  const { query, search, list, order } = questionsOf(asked, changedAfter);
  const isFirst = asked.cursor === undefined;
  const [bucket, found, listed] = await Promise.all([
    bucketOf(target),
    searched(target, search, list !== null),
    list && isFirst ? listTrainingJobs(target, list) : null,
  ]);
  if (!found) {
    const page = listed ?? (list && (await listTrainingJobs(target, list)));
    return { items: page?.rows.map(fromList) ?? [], nextCursor: page?.nextCursor ?? null };
  }
  const jobs = found.jobs.filter((job) => fits(job, query)).map((job) => summaryOf(job, bucket));
  const items = listed ? merged(jobs, listed.rows, order, found.nextCursor === null) : jobs;
  return { items, nextCursor: found.nextCursor };
}
