import "server-only";
import { toTargetError } from "@/lib/aws/errors";
import {
  endpointLogGroup,
  listLogStreams,
  readLogEnd,
  readLogPage,
  TRAINING_LOG_GROUP,
} from "@/lib/aws/logs";
import type { Target } from "@/lib/aws/targets";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { type LiveTopic, liveTopic } from "@/lib/domain/live-topics";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { getEndpointMetrics } from "../endpoint-metrics";
import { getEndpoint, listEndpoints } from "../endpoints";
import { newestJobs } from "../newest-jobs";
import { getJob } from "../training-jobs";
import type { LiveClock } from "./clock";
import type { Feed } from "./feed";
import type { LiveHub } from "./hub";
import { LogFeed, type LogSubject } from "./log-feed";
import { SnapshotFeed } from "./snapshot-feed";

/** Everything a source needs of its target. */
export interface SourceContext {
  readonly target: Target;
  readonly clock: LiveClock;
}

const never = () => false;

/** Names the target where nobody answers. */
async function ask<T>({ target }: SourceContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toTargetError(error, target);
  }
}

interface Snapshot<T> {
  readonly topic: string;
  readonly interval: number;
  readonly load: () => Promise<T>;
  readonly isFinal: (data: T) => boolean;
}

const snapshot = <T>(context: SourceContext, { load, ...rest }: Snapshot<T>) =>
  new SnapshotFeed<T>({ ...rest, load: () => ask(context, load) }, context.clock);

interface Log {
  readonly topic: string;
  readonly group: string;
  readonly prefix: string;
  /** Set apart from the log's own topic: whether it goes on is read there. */
  readonly subjectTopic: string;
  readonly subjectOf: (feed: Feed) => LogSubject | null;
}

function log(context: SourceContext, hub: LiveHub, { topic, group, prefix, ...about }: Log): Feed {
  const { target, clock } = context;
  const { intervals, logIngestionLag } = target.limits;
  const lease = hub.acquire(about.subjectTopic);
  return new LogFeed(
    {
      topic,
      intervals: { logs: intervals.logs, streams: intervals.details },
      ingestionLag: logIngestionLag,
      subject: () => about.subjectOf(lease.feed),
      listStreams: () => ask(context, () => listLogStreams(target, group, prefix)),
      readPage: (stream, token) => ask(context, () => readLogPage(target, group, stream, token)),
      readEnd: (stream, limit) => ask(context, () => readLogEnd(target, group, stream, limit)),
      release: () => lease.release(),
    },
    clock,
  );
}

const latestOf = <T>(feed: Feed): T | null =>
  feed instanceof SnapshotFeed ? (feed.latest as T | null) : null;

function jobSubject(feed: Feed): LogSubject | null {
  const job = latestOf<TrainingJobDetail>(feed);
  return job && { isOver: isTerminalJob(job.status), metrics: job.metrics };
}

function endpointSubject(feed: Feed): LogSubject | null {
  return latestOf<EndpointDetail>(feed) && { isOver: false, metrics: [] };
}

/** The feed of each topic: what it asks, how often, and when there is nothing more to ask. */
export function buildFeed(context: SourceContext, topic: LiveTopic, hub: LiveHub): Feed {
  const { target } = context;
  const { intervals } = target.limits;
  switch (topic.kind) {
    case "training-jobs":
      return snapshot(context, {
        topic: liveTopic.trainingJobs(),
        interval: intervals.lists,
        load: newestJobs(target, () => context.clock.wall().getTime()),
        isFinal: never,
      });
    case "training-job":
      return snapshot(context, {
        topic: liveTopic.trainingJob(topic.name),
        interval: intervals.details,
        load: () => getJob(target, topic.name),
        isFinal: ({ status }) => isTerminalJob(status),
      });
    case "training-job-log":
      return log(context, hub, {
        topic: liveTopic.trainingJobLog(topic.name),
        group: TRAINING_LOG_GROUP,
        prefix: `${topic.name}/`,
        subjectTopic: liveTopic.trainingJob(topic.name),
        subjectOf: jobSubject,
      });
    case "endpoints":
      return snapshot(context, {
        topic: liveTopic.endpoints(),
        interval: intervals.lists,
        load: () => listEndpoints(target, {}),
        isFinal: never,
      });
    case "endpoint":
      return snapshot(context, {
        topic: liveTopic.endpoint(topic.name),
        interval: intervals.details,
        load: () => getEndpoint(target, topic.name),
        isFinal: never,
      });
    case "endpoint-log":
      return log(context, hub, {
        topic: liveTopic.endpointLog(topic.name),
        group: endpointLogGroup(topic.name),
        prefix: "",
        subjectTopic: liveTopic.endpoint(topic.name),
        subjectOf: endpointSubject,
      });
    case "endpoint-metrics":
      return snapshot(context, {
        topic: liveTopic.endpointMetrics(topic.name, topic.range),
        interval: intervals.metrics,
        load: () => getEndpointMetrics(target, topic.name, { range: topic.range }),
        isFinal: never,
      });
  }
}
