import "server-only";
import type { Target } from "@/lib/aws/targets";
import type { LogPage, TopicsBody } from "@/lib/contracts/live";
import { processWide } from "@/lib/dashboard/process-wide";
import { liveTopic } from "@/lib/domain/live-topics";
import { requireEndpoint } from "./endpoints";
import { systemClock } from "./live/clock";
import { LiveHub } from "./live/hub";
import { LogFeed } from "./live/log-feed";
import { buildFeed } from "./live/sources";
import { StreamRegistry } from "./live/stream-registry";
import { requireJob } from "./training-jobs";

interface Live {
  readonly hub: LiveHub;
  readonly streams: StreamRegistry;
}

function build(target: Target): Live {
  const context = { target, clock: systemClock };
  const hub = new LiveHub(systemClock, (topic, self) => buildFeed(context, topic, self));
  return { hub, streams: new StreamRegistry(hub, systemClock) };
}

/** One hub for each target in the whole process, whichever module graph asks. */
function liveOf(target: Target): Live {
  const all = processWide("live", () => new Map<string, Live>());
  const known = all.get(target.name);
  if (known) return known;
  const made = build(target);
  all.set(target.name, made);
  return made;
}

/** `no-transform` keeps every layer from compressing, which would hold events back. */
const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/**
 * The live stream of one browser: server-sent events of `lib/contracts/live`.
 * @param last id of the last event the reader has, from wherever it says so.
 */
export function openLiveStream(
  target: Target,
  stream: string,
  last: number | null,
  gone: AbortSignal,
): Response {
  return new Response(liveOf(target).streams.open(stream, last, gone), {
    headers: STREAM_HEADERS,
  });
}

/** @throws AppError NotFound when the stream is not open: its reader has to open it again. */
export const setLiveTopics = (target: Target, stream: string, body: TopicsBody): void =>
  liveOf(target).streams.setTopics(stream, body);

interface PageQuery {
  readonly stream: string;
  readonly from: number;
  readonly limit?: number | undefined;
}

const PAGE_LINES = 1000;

/**
 * Reads lines of one kind of log by position.
 * @param require throws where there is nothing that could have a log
 */
const logReader =
  (
    topicOf: (name: string) => string,
    require: (target: Target, name: string) => Promise<unknown>,
  ) =>
  async (target: Target, name: string, query: PageQuery, signal: AbortSignal): Promise<LogPage> => {
    const topic = topicOf(name);
    const lease = liveOf(target).hub.acquire(topic);
    try {
      const { feed } = lease;
      if (!(feed instanceof LogFeed)) throw new TypeError(`${topic} is not a log`);
      // A log that was read belongs to something; one that was not may be waited for without end.
      if (feed.age() === null) await require(target, name);
      const { stream, from, limit = PAGE_LINES } = query;
      await feed.ready(stream, from + limit, signal);
      return await feed.page(stream, from, limit);
    } finally {
      lease.release();
    }
  };

/** Lines of a job's log by position, for what lies before the live window. */
export const readJobLog = logReader(liveTopic.trainingJobLog, requireJob);

/** Lines of an endpoint's log by position. */
export const readEndpointLog = logReader(liveTopic.endpointLog, requireEndpoint);
