import "server-only";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import type { Target } from "@/lib/aws/targets";
import type { DatasetSummary } from "@/lib/contracts/datasets";
import type { EndpointSummary } from "@/lib/contracts/endpoints";
import type { Home } from "@/lib/contracts/home";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { type Journey, type JourneyJob, type JourneyRun, tellingJob } from "@/lib/domain/journeys";
import { mapLimited } from "@/lib/domain/map-limited";
import { byImportance } from "@/lib/domain/metric-importance";
import { isTerminalJob, jobWord } from "@/lib/domain/training-jobs";
import { AllowedParts } from "./allowed";
import { boundedCache } from "./bounded-cache";
import { dataFiles } from "./dataset-files";
import { datasetNames } from "./dataset-names";
import { endpointsByJob } from "./endpoint-index";
import { getEndpoint, listEndpoints } from "./endpoints";
import { listJobs } from "./job-list";
import { listRuns } from "./scoring";
import { sharedAnswer } from "./shared-answer";
import { bucketOf } from "./workspace";

/** Beyond these the lists themselves are the place to look. */
const DATASETS = 30;
const JOBS = 100;
const ENDPOINTS = 30;

/** Where every dataset's journey stands, what moves now, and what costs money while it is there. */
export const getHome = (target: Target): Promise<Home> =>
  sharedAnswer(`home ${target.name}`, () => readHome(target));

async function readHome(target: Target): Promise<Home> {
  const bucket = await bucketOf(target);
  const parts = new AllowedParts();
  const [datasets, jobs, endpoints, served, images] = await Promise.all([
    datasetNames(target, bucket, { limit: DATASETS }),
    listJobs(target, { limit: JOBS }),
    listEndpoints(target, { limit: ENDPOINTS }),
    endpointsByJob(target),
    listAlgorithms(target, { limit: 1 }),
  ]);
  const known: Known = { jobs: jobs.items, endpoints: endpoints.items, served, parts };
  const journeys = await mapLimited(datasets.names, 8, async (name) => {
    const { size, modifiedAt } = await dataFiles(target, bucket, name);
    return journeyOf(target, { name, size, modifiedAt }, known);
  });
  const moving = endpoints.items.filter(({ kind }) => kind === "moving");
  const active = jobs.items.filter(({ status }) => !isTerminalJob(status));
  const billed = await mapLimited(endpoints.items, 4, (one) => billedEndpoint(target, one));
  return {
    hasImage: images.rows.length > 0,
    journeys,
    cut: datasets.nextCursor !== null,
    running: [
      ...active.map((job) => ({
        kind: "training-job" as const,
        name: job.name,
        word: jobWord(job),
        since: job.startedAt ?? job.createdAt,
      })),
      ...moving.map(({ name, status, modifiedAt }) => ({
        kind: "endpoint" as const,
        name,
        word: status,
        since: modifiedAt,
      })),
    ],
    billed: [...billed.flat(), ...active.map(billedJob)],
    denied: parts.denied,
  };
}

interface Known {
  readonly jobs: readonly TrainingJobSummary[];
  readonly endpoints: readonly EndpointSummary[];
  readonly served: ReadonlyMap<string, readonly string[]>;
  readonly parts: AllowedParts;
}

async function journeyOf(
  target: Target,
  { name, size, modifiedAt }: Pick<DatasetSummary, "name" | "size" | "modifiedAt">,
  { jobs, endpoints, served, parts }: Known,
): Promise<Journey> {
  const own = jobs.filter(({ dataset }) => dataset === name);
  const job = tellingJob(own, (one) => (served.get(one.name) ?? []).length > 0);
  const serving = job ? (served.get(job.name) ?? []) : [];
  const endpoint = endpoints.find((one) => serving.includes(one.name)) ?? null;
  return {
    dataset: name,
    size,
    modifiedAt,
    job: job && journeyJob(job),
    endpoint,
    run: endpoint && (await parts.of(lastRun(target, endpoint.name), null)),
  };
}

function journeyJob(job: TrainingJobSummary): JourneyJob {
  const { name, status, kind, createdAt, startedAt, endedAt, failureReason } = job;
  const values = new Map(job.finalMetrics.map((one) => [one.name, one.value]));
  const [told] = byImportance([...values.keys()].filter((one) => values.get(one) !== null));
  const value = told === undefined ? null : (values.get(told) ?? null);
  return {
    name,
    status,
    word: jobWord(job),
    kind,
    image: job.imageName,
    createdAt,
    milliseconds:
      startedAt === null
        ? null
        : Date.parse(endedAt ?? new Date().toISOString()) - Date.parse(startedAt),
    metric: told === undefined || value === null ? null : { name: told, value },
    failure: failureReason,
  };
}

async function lastRun(target: Target, endpoint: string): Promise<JourneyRun | null> {
  const { items } = await listRuns(target, endpoint, { limit: 1 });
  const [last] = items;
  if (!last?.request) return null;
  const { file, rows, failed, scoredAt } = last.request;
  return { id: last.id, file, rows, failed, scoredAt };
}

type Billed = Home["billed"];

const bills = () => boundedCache<Billed>("home.billed-endpoints", 1000);

/**
 * A failed endpoint has no instances; one that is being deleted will not have any soon. What
 * stands behind an endpoint changes with its time of change only, so a page that is asked for
 * again describes those that changed.
 */
async function billedEndpoint(target: Target, endpoint: EndpointSummary): Promise<Billed> {
  const { name, status, createdAt, modifiedAt } = endpoint;
  if (status === "Failed" || status === "Deleting") return [];
  return bills().get(`${target.name} ${name} ${modifiedAt} ${status}`, async () => {
    const { variants } = await getEndpoint(target, name);
    return variants.map(({ instanceType, currentInstances, desiredInstances }) => ({
      kind: "endpoint",
      name,
      instanceType,
      instances: currentInstances ?? desiredInstances,
      since: createdAt,
    }));
  });
}

const billedJob = (job: TrainingJobSummary) => ({
  kind: "training-job" as const,
  name: job.name,
  instanceType: job.instanceType,
  instances: job.instanceCount,
  since: job.startedAt ?? job.createdAt,
});
