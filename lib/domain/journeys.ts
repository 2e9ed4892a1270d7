import type { StateKind } from "./states";

/** A training job as far as a journey tells of it. */
export interface JourneyJob {
  readonly name: string;
  readonly status: string;
  /** AWS's own word, the finer one while it moves. */
  readonly word: string;
  readonly kind: StateKind;
  readonly image: string | null;
  readonly createdAt: string;
  /** Milliseconds from its start to its end, or to now; null before it started. */
  readonly milliseconds: number | null;
  /** Its first final metric. */
  readonly metric: { readonly name: string; readonly value: number } | null;
  readonly failure: string | null;
}

export interface JourneyEndpoint {
  readonly name: string;
  readonly status: string;
  readonly kind: StateKind;
  readonly modifiedAt: string;
}

export interface JourneyRun {
  readonly id: string;
  readonly file: string;
  readonly rows: number;
  readonly failed: number;
  readonly scoredAt: string;
}

/** How far a dataset has come: the job, endpoint and run that are furthest ahead. */
export interface Journey {
  readonly dataset: string;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: string | null;
  readonly job: JourneyJob | null;
  readonly endpoint: JourneyEndpoint | null;
  readonly run: JourneyRun | null;
}

export const STATIONS = [
  "dataset",
  "image",
  "trainingJob",
  "evaluation",
  "endpoint",
  "scoring",
] as const;
export type StationId = (typeof STATIONS)[number];
export type StationState = "done" | "now" | "todo" | "bad" | "stopped";

interface JobStep<K extends string> {
  readonly kind: K;
  readonly job: JourneyJob;
}

interface EndpointStep<K extends string> {
  readonly kind: K;
  readonly endpoint: JourneyEndpoint;
}

/** The one thing to do next, or what is waited for, and what it is done with. */
export type NextStep =
  | { readonly kind: "registerImage" }
  | { readonly kind: "train"; readonly dataset: string; readonly job: JourneyJob | null }
  | JobStep<"waitForJob">
  | JobStep<"readFailure">
  | JobStep<"deploy">
  | EndpointStep<"waitForEndpoint">
  | EndpointStep<"readEndpoint">
  | EndpointStep<"score">
  | { readonly kind: "scoreAgain"; readonly endpoint: JourneyEndpoint; readonly run: JourneyRun };

const JOB_STATES: Record<StateKind, StationState> = {
  well: "done",
  moving: "now",
  partial: "stopped",
  stopped: "stopped",
  failed: "bad",
  unknown: "todo",
};

function jobState({ job }: Journey, hasImage: boolean): StationState {
  if (job) return JOB_STATES[job.kind];
  return hasImage ? "now" : "todo";
}

const ENDPOINT_STATES: Record<StateKind, StationState> = { ...JOB_STATES, partial: "bad" };

function endpointState({ job, endpoint }: Journey): StationState {
  if (endpoint) return ENDPOINT_STATES[endpoint.kind];
  return job?.kind === "well" ? "now" : "todo";
}

function scoringState({ endpoint, run }: Journey): StationState {
  if (run) return "done";
  return endpoint?.kind === "well" ? "now" : "todo";
}

/** The six stations, each read from what is there. @param hasImage whether any is registered */
export function stationStates(
  journey: Journey,
  hasImage: boolean,
): Record<StationId, StationState> {
  const { job } = journey;
  const known = job !== null || hasImage;
  return {
    dataset: "done",
    image: known ? "done" : "now",
    trainingJob: jobState(journey, hasImage),
    evaluation: job?.kind === "well" && job.metric ? "done" : "todo",
    endpoint: endpointState(journey),
    scoring: scoringState(journey),
  };
}

const AFTER_JOB: Record<StateKind, "deploy" | "waitForJob" | "readFailure" | null> = {
  well: "deploy",
  moving: "waitForJob",
  failed: "readFailure",
  partial: null,
  stopped: null,
  unknown: null,
};

const AFTER_ENDPOINT: Record<StateKind, "score" | "waitForEndpoint" | "readEndpoint"> = {
  well: "score",
  moving: "waitForEndpoint",
  failed: "readEndpoint",
  partial: "readEndpoint",
  stopped: "readEndpoint",
  unknown: "readEndpoint",
};

export function nextStep({ dataset, job, endpoint, run }: Journey, hasImage: boolean): NextStep {
  if (endpoint) {
    const kind = AFTER_ENDPOINT[endpoint.kind];
    return kind === "score" && run ? { kind: "scoreAgain", endpoint, run } : { kind, endpoint };
  }
  const kind = job && AFTER_JOB[job.kind];
  if (kind) return { kind, job };
  return job || hasImage ? { kind: "train", dataset, job } : { kind: "registerImage" };
}

const URGENCY: Record<NextStep["kind"], number> = {
  readFailure: 0,
  readEndpoint: 0,
  score: 1,
  deploy: 2,
  train: 3,
  registerImage: 3,
  waitForJob: 4,
  waitForEndpoint: 4,
  scoreAgain: 5,
};

const lastChange = ({ modifiedAt, job, endpoint, run }: Journey): string =>
  [modifiedAt, job?.createdAt, endpoint?.modifiedAt, run?.scoredAt]
    .filter((time) => time != null)
    .sort()
    .at(-1) ?? "";

/** What waits for somebody first; among equals what changed last. */
export const byWhatWaits =
  (hasImage: boolean) =>
  (a: Journey, b: Journey): number =>
    URGENCY[nextStep(a, hasImage).kind] - URGENCY[nextStep(b, hasImage).kind] ||
    lastChange(b).localeCompare(lastChange(a));

/** The journey that somebody who comes back is most likely to go on with. */
export const latestJourney = (journeys: readonly Journey[]): Journey | null =>
  journeys.reduce<Journey | null>(
    (latest, one) => (latest && lastChange(latest) >= lastChange(one) ? latest : one),
    null,
  );

/**
 * Which of a dataset's jobs its journey tells of: one whose model is served, else the newest that
 * ended well, unless a newer one moves or needs somebody.
 */
export function tellingJob<T extends { readonly kind: StateKind; readonly name: string }>(
  newestFirst: readonly T[],
  served: (job: T) => boolean,
): T | null {
  const [newest] = newestFirst;
  if (!newest) return null;
  if (newest.kind === "moving" || newest.kind === "failed") return newest;
  return newestFirst.find(served) ?? newestFirst.find(({ kind }) => kind === "well") ?? newest;
}
