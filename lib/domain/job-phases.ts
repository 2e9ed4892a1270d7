import { isTerminalJob } from "./training-jobs";

/** One entry of SecondaryStatusTransitions; times are ISO-8601 UTC. */
export interface StatusTransition {
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly message: string | null;
}

export type PhaseState = "done" | "now" | "todo" | "bad" | "stopped";

/** One station of a training job's line. */
export interface JobPhase {
  readonly name: string;
  readonly state: PhaseState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Milliseconds spent there; null before it begins and while it runs. */
  readonly milliseconds: number | null;
  readonly message: string | null;
}

interface PhasedJob {
  readonly status: string;
  readonly transitions: readonly StatusTransition[];
  readonly failureReason?: string | null;
}

const STATIONS = ["Starting", "Downloading", "Training", "Uploading"] as const;
type Station = (typeof STATIONS)[number];

/** Where each SecondaryStatus of the API belongs on the line. */
const STATION_OF: Record<string, Station> = {
  Pending: "Starting",
  Starting: "Starting",
  LaunchingMLInstances: "Starting",
  PreparingTrainingStack: "Starting",
  Downloading: "Downloading",
  DownloadingTrainingImage: "Downloading",
  Training: "Training",
  Interrupted: "Training",
  Restarting: "Training",
  Updating: "Training",
  Uploading: "Uploading",
};

/** Statuses that end a job, and what the last station is called then. */
const END_WORDS: Record<string, string> = {
  Completed: "Completed",
  Failed: "Failed",
  Stopped: "Stopped",
  MaxRuntimeExceeded: "MaxRuntimeExceeded",
  MaxWaitTimeExceeded: "MaxWaitTimeExceeded",
};

interface Visit {
  startedAt: string;
  endedAt: string | null;
  message: string | null;
}

function visits(transitions: readonly StatusTransition[]): Map<Station, Visit> {
  const seen = new Map<Station, Visit>();
  for (const { status, startedAt, endedAt, message } of transitions) {
    const station = STATION_OF[status];
    if (!station) continue;
    const first = seen.get(station);
    seen.set(station, { startedAt: first?.startedAt ?? startedAt, endedAt, message });
  }
  return seen;
}

const elapsed = (from: string, to: string | null): number | null =>
  to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));

const lastStateOf: Record<string, PhaseState> = { Failed: "bad", Stopped: "stopped" };

/** A job whose own program failed still uploads what it wrote; it failed in Training. */
function endedAt(last: number, { status, failureReason }: PhasedJob): number {
  const training = STATIONS.indexOf("Training");
  const own = status === "Failed" && failureReason?.startsWith("AlgorithmError");
  return own && last > training ? training : last;
}

function stationState(at: number, last: number, job: PhasedJob): PhaseState {
  if (at > last) return "todo";
  if (!isTerminalJob(job.status)) return at === last ? "now" : "done";
  return at === endedAt(last, job) ? (lastStateOf[job.status] ?? "done") : "done";
}

/**
 * The stations of a training job with what happened at each. A station that was passed over
 * (an image that was already there) is done without times. The last element is the end: its name
 * is AWS's final word, or `Completed` while the job is under way.
 */
export function jobPhases(job: PhasedJob): JobPhase[] {
  const seen = visits(job.transitions);
  const last = STATIONS.findLastIndex((station) => seen.has(station));
  const completed = job.status === "Completed";
  const phases = STATIONS.map((name, at): JobPhase => {
    const visit = seen.get(name);
    return {
      name,
      state: completed ? "done" : stationState(at, last, job),
      startedAt: visit?.startedAt ?? null,
      endedAt: visit?.endedAt ?? null,
      milliseconds: visit ? elapsed(visit.startedAt, visit.endedAt) : null,
      message: visit?.message ?? null,
    };
  });
  return [...phases, endPhase(job)];
}

function endPhase(job: PhasedJob): JobPhase {
  const end = job.transitions.findLast(({ status }) => status in END_WORDS);
  const reached = isTerminalJob(job.status);
  return {
    name: reached ? (end?.status ?? job.status) : "Completed",
    state: job.status === "Completed" ? "done" : "todo",
    startedAt: end?.startedAt ?? null,
    endedAt: end?.endedAt ?? null,
    milliseconds: null,
    message: end?.message ?? null,
  };
}
