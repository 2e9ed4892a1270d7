import "server-only";
import { absent } from "@/lib/aws/outcomes";
import { listObjects, type ObjectEntry } from "@/lib/aws/s3-objects";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import {
  type EndpointRow,
  listEndpointConfigs,
  listEndpoints,
  listModels,
} from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import type { Activity } from "@/lib/contracts/activity";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import {
  type ActivityEvent,
  type ActivityObject,
  NOTED_KINDS,
  ownerOf,
} from "@/lib/domain/activity";
import { algorithmKind } from "@/lib/domain/algorithms";
import { endpointKind } from "@/lib/domain/endpoints";
import { formatBytes, formatDuration } from "@/lib/domain/format";
import { isTerminalJob, jobKind, jobWord } from "@/lib/domain/training-jobs";
import { DATASETS_PREFIX, NOTES_PREFIX } from "@/lib/domain/workspace";
import { activityWords as words } from "@/lib/words/activity";
import { allowed } from "./allowed";
import { listJobs } from "./job-list";
import { noteAuthor } from "./notes";
import { sharedAnswer } from "./shared-answer";
import { bucketOf } from "./workspace";

/** One page of each list: what is older stands on the lists' own pages. */
const LIMIT = 100;
/** Pages of a thousand keys; S3 lists by name, so the newest may stand on any of them. */
const KEY_PAGES = 5;

const event = (
  object: ActivityObject,
  name: string,
  at: string,
  more: Partial<ActivityEvent> = {},
): ActivityEvent => ({
  object,
  name,
  at,
  word: words.states.created,
  kind: "well",
  detail: null,
  run: null,
  about: null,
  by: null,
  ...more,
});

function jobEvents(job: TrainingJobSummary): ActivityEvent[] {
  const { name, createdAt, startedAt, endedAt, dataset } = job;
  const by = ownerOf(job.tags);
  const state = { word: jobWord(job), kind: jobKind(job), by };
  const began = event("job", name, createdAt, {
    ...(isTerminalJob(job.status) ? { word: words.states.started, by } : state),
    detail: dataset === null ? null : words.onDataset(dataset),
  });
  if (endedAt === null || !isTerminalJob(job.status)) return [began];
  const ran =
    startedAt && words.ranFor(formatDuration(Date.parse(endedAt) - Date.parse(startedAt)));
  return [began, event("job", name, endedAt, { ...state, detail: job.failureReason ?? ran })];
}

function endpointEvents({ name, status, createdAt, modifiedAt }: EndpointRow): ActivityEvent[] {
  const state = { word: status, kind: endpointKind(status) };
  const began = event("endpoint", name, createdAt);
  return modifiedAt === createdAt
    ? [{ ...began, ...state }]
    : [began, event("endpoint", name, modifiedAt, state)];
}

const DATA_FILE = /^datasets\/([^/]+)\/data\/([^/]+)$/;

const datasetEvents = ({ key, size, modifiedAt }: ObjectEntry): ActivityEvent[] => {
  const [, name, file] = DATA_FILE.exec(key) ?? [];
  if (name === undefined || file === undefined) return [];
  const detail = words.file(file, formatBytes(size));
  return [event("dataset", name, modifiedAt, { word: words.states.written, detail })];
};

const PREDICTIONS = /^scoring\/([^/]+)\/([^/]+)\/predictions\.csv$/;

const runEvents = ({ key, size, modifiedAt }: ObjectEntry): ActivityEvent[] => {
  const [, name, run] = PREDICTIONS.exec(key) ?? [];
  if (name === undefined || run === undefined) return [];
  const detail = words.predictions(formatBytes(size));
  return [event("run", name, modifiedAt, { word: words.states.scored, detail, run })];
};

const NOTE = /^trainyard\/notes\/([^.]+)\.(.+)\.json$/;

const noteEvents = ({ key, modifiedAt }: ObjectEntry): ActivityEvent[] => {
  const [, kind, name] = NOTE.exec(key) ?? [];
  const about = NOTED_KINDS.find((known) => known === kind);
  if (about === undefined || name === undefined) return [];
  return [event("note", name, modifiedAt, { word: words.states.noted, about })];
};

/** The newest notes say who wrote them; of older ones that is not asked. */
const SIGNED_NOTES = 10;

async function withAuthors(
  target: Target,
  events: readonly ActivityEvent[],
): Promise<ActivityEvent[]> {
  const newest = new Set(events.filter(({ object }) => object === "note").slice(0, SIGNED_NOTES));
  return Promise.all(
    events.map(async (one) => {
      if (one.about === null || !newest.has(one)) return one;
      return { ...one, by: await noteAuthor(target, one.about, one.name, one.at) };
    }),
  );
}

interface Read {
  readonly events: readonly ActivityEvent[];
  readonly cut: boolean;
  /** The action that was refused, if it was. */
  readonly denied: string | null;
}

async function read<T>(
  action: string,
  list: Promise<{ readonly rows: readonly T[]; readonly nextCursor: string | null }>,
  eventsOf: (row: T) => readonly ActivityEvent[],
): Promise<Read> {
  const answer = await allowed(list);
  if (answer === null) return { events: [], cut: false, denied: action };
  return {
    events: answer.rows.flatMap(eventsOf),
    cut: answer.nextCursor !== null,
    denied: null,
  };
}

/** Every key below a prefix, as far as it is read; a bucket that is not there holds nothing. */
async function keysBelow(target: Target, prefix: string) {
  const bucket = await bucketOf(target);
  const rows: ObjectEntry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < KEY_PAGES; page += 1) {
    const listed = await absent(listObjects(target, bucket, prefix, { cursor }));
    rows.push(...(listed?.objects ?? []));
    if (!listed?.nextCursor) return { rows, nextCursor: null };
    cursor = listed.nextCursor;
  }
  return { rows, nextCursor: cursor ?? null };
}

const jobsOf = async (target: Target) => {
  const { items, nextCursor } = await listJobs(target, { limit: LIMIT });
  return { rows: items, nextCursor };
};

async function collect(target: Target): Promise<Activity> {
  const newest = { limit: LIMIT };
  const lists = await Promise.all([
    read("sagemaker:ListTrainingJobs", jobsOf(target), jobEvents),
    read("sagemaker:ListEndpoints", listEndpoints(target, newest), endpointEvents),
    read("sagemaker:ListModels", listModels(target, newest), ({ name, createdAt }) => [
      event("model", name, createdAt),
    ]),
    read(
      "sagemaker:ListEndpointConfigs",
      listEndpointConfigs(target, newest),
      ({ name, createdAt }) => [event("config", name, createdAt)],
    ),
    read("sagemaker:ListAlgorithms", listAlgorithms(target, newest), (row) => [
      event("image", row.name, row.createdAt, {
        word: words.states.registered,
        kind: algorithmKind(row.status),
      }),
    ]),
    read("s3:ListBucket", keysBelow(target, DATASETS_PREFIX), datasetEvents),
    read("s3:ListBucket", keysBelow(target, "scoring/"), runEvents),
    read("s3:ListBucket", keysBelow(target, NOTES_PREFIX), noteEvents),
  ]);
  const events = await withAuthors(
    target,
    lists
      .flatMap((list) => list.events)
      .sort((one, other) => Date.parse(other.at) - Date.parse(one.at)),
  );
  return {
    now: events.filter(({ kind }) => kind === "moving").reverse(),
    events,
    denied: [...new Set(lists.flatMap(({ denied }) => denied ?? []))],
    cut: lists.some(({ cut }) => cut),
  };
}

/** What happened in a target, newest first, and what moves now; derived from AWS's lists alone. */
export const getActivity = (target: Target): Promise<Activity> =>
  sharedAnswer(`activity ${target.name}`, () => collect(target));
