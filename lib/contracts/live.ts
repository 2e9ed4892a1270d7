import * as z from "zod/mini";
import type { MetricPoint } from "@/lib/domain/metric-points";
import { parseLiveTopic } from "@/lib/domain/parse-live-topic";
import type { Problem } from "./problem";

const index = z.int().check(z.gte(0));

/** Chosen by the client, so that a request about the stream can be sent before its first event. */
export const streamId = z.string().check(z.regex(/^[A-Za-z0-9-]{16,64}$/));

export const eventsQuery = z.object({
  stream: streamId,
  /** The id of the last event received, for clients that cannot send Last-Event-ID. */
  last: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
});

export const topicsParams = z.object({ stream: streamId });

/** How far a log has been received: for each log stream, the next line and the next point's line. */
export const logPosition = z.record(
  z.string().check(z.maxLength(512)),
  z.object({ line: index, point: index }),
);
export type LogPosition = z.infer<typeof logPosition>;

/** All topics the stream should carry from now on; what is not named ends. */
export const topicsBody = z.strictObject({
  topics: z
    .array(
      z.strictObject({
        topic: z.string().check(
          z.maxLength(128),
          z.refine((text) => parseLiveTopic(text) !== null, "No such topic."),
        ),
        /** Where to go on in a log; empty to begin anew. Without it the server keeps its place. */
        after: z.optional(logPosition),
      }),
    )
    .check(z.maxLength(64)),
});
export type TopicsBody = z.infer<typeof topicsBody>;

export const logQuery = z.object({
  /** The log stream's name, as the live topic gives it. */
  stream: z.string().check(z.minLength(1), z.maxLength(512)),
  from: z.coerce.number().check(z.int(), z.gte(0)),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(5000))),
});

/** Milliseconds since 1970, and the text. */
const line = z.tuple([z.number(), z.string()]);
export type LogLine = z.infer<typeof line>;

/** Lines `from`, `from + 1`, … of one log stream; `total` is how many are known so far. */
export const logPage = z.object({
  stream: z.string(),
  from: index,
  lines: z.array(line),
  total: index,
});
export type LogPage = z.infer<typeof logPage>;

/**
 * What the live stream carries. These are types only: the events come from the server that served
 * the page, tens of thousands of lines a second, and are not parsed a second time.
 */
export type LiveEvent =
  /** First event of a connection. `resumed` false: the topics must be sent again. */
  | { readonly kind: "hello"; readonly resumed: boolean }
  /** Milliseconds since each topic was last read with success; null before the first time. */
  | { readonly kind: "beat"; readonly ages: Readonly<Record<string, number | null>> }
  | SnapshotEvent
  | LinesEvent
  | PointsEvent
  | LogStateEvent
  | LogEndEvent
  | ProblemEvent
  /** The server is being stopped. */
  | { readonly kind: "goodbye" };

export interface SnapshotEvent {
  readonly kind: "snapshot";
  readonly topic: string;
  /** ISO-8601 UTC time of the reading. */
  readonly at: string;
  /** Older than this many milliseconds is no longer live. */
  readonly staleAfter: number;
  readonly data: unknown;
}

export interface LinesEvent extends LogPage {
  readonly kind: "lines";
  readonly topic: string;
  /** Values found in these lines. */
  readonly points: readonly MetricPoint[];
}

/** Values found in lines before the first one sent. */
export interface PointsEvent {
  readonly kind: "points";
  readonly topic: string;
  readonly stream: string;
  readonly points: readonly MetricPoint[];
  /** Every value of lines before this one has been sent. */
  readonly upTo: number;
}

export interface LogStateEvent {
  readonly kind: "log-state";
  readonly topic: string;
  readonly staleAfter: number;
  readonly streams: readonly { readonly name: string; readonly total: number }[];
  /** False while the beginning is still being read. */
  readonly caughtUp: boolean;
  /** True when no further line can come. */
  readonly complete: boolean;
  /** Metric definitions that RE2 does not take, with the reason. */
  readonly refusedMetrics: readonly { readonly name: string; readonly reason: string }[];
}

/** The newest lines while the beginning is still being read, so that nobody knows their places. */
export interface LogEndEvent {
  readonly kind: "log-end";
  readonly topic: string;
  /** In the order of their time; each event takes the place of the one before. */
  readonly lines: readonly {
    readonly stream: string;
    readonly at: number;
    readonly text: string;
  }[];
}

export interface ProblemEvent {
  readonly kind: "problem";
  readonly topic: string;
  readonly problem: Problem;
  /** ISO-8601 UTC time of the next attempt. */
  readonly nextTryAt: string;
}

export type TopicEvent = Extract<LiveEvent, { readonly topic: string }>;
