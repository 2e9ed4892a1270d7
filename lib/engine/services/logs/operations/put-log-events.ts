import type { PutLogEventsRequest, RejectedLogEventsInfo } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { EVENT_OVERHEAD_BYTES } from "../../../state/log-bounds.ts";
import type { NewLogEvent } from "../../../state/log-store.ts";
import { groupName, streamName, time } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { invalidParameter, requireGroup, requireStream } from "../faults.ts";

const MAX_BATCH_BYTES = 1_048_576;
const MAX_EVENT_BYTES = 262_144 - EVENT_OVERHEAD_BYTES;
const HOUR_MS = 3_600_000;
const MAX_SPAN_MS = 24 * HOUR_MS;
const MAX_AGE_MS = 14 * 24 * HOUR_MS;
const MAX_AHEAD_MS = 2 * HOUR_MS;

const validate = z.object({
  logGroupName: groupName,
  logStreamName: streamName,
  logEvents: z
    .array(z.object({ timestamp: time, message: z.string().min(1) }))
    .min(1)
    .max(10_000),
});

export const putLogEvents = ({
  logs,
  clock,
}: Pick<LogsContext, "logs" | "clock">): ServedOperation => ({
  validate,
  handle: ({ logGroupName, logStreamName = "", logEvents = [] }: PutLogEventsRequest) => {
    const group = requireGroup(logs, { logGroupName });
    requireStream(logs, group, logStreamName);
    const events = logEvents.map(({ timestamp = 0, message = "" }) => ({ timestamp, message }));
    checkBatch(events);
    const { kept, rejected } = judgeTimes(events, clock.now().getTime());
    logs.append(group, logStreamName, kept);
    return {
      nextSequenceToken: String(clock.now().getTime()),
      ...(rejected && { rejectedLogEventsInfo: rejected }),
    };
  },
});

/** What AWS refuses as a whole. */
function checkBatch(events: readonly NewLogEvent[]): void {
  const sizes = events.map(({ message }) => Buffer.byteLength(message));
  if (sizes.some((size) => size > MAX_EVENT_BYTES))
    throw invalidParameter(`Log event too large: an event has at most ${MAX_EVENT_BYTES} bytes.`);
  const total = sizes.reduce((sum, size) => sum + size + EVENT_OVERHEAD_BYTES, 0);
  if (total > MAX_BATCH_BYTES)
    throw invalidParameter(`Upload too large: ${total} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  if (events.some((event, index) => event.timestamp < (events[index - 1]?.timestamp ?? 0)))
    throw invalidParameter(
      "Log events in a single PutLogEvents request must be in chronological order.",
    );
  const [first, last] = [events[0], events.at(-1)];
  if (first && last && last.timestamp - first.timestamp > MAX_SPAN_MS)
    throw invalidParameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
}

/** Events in order of time without those that AWS leaves out, whose places it answers. */
function judgeTimes(events: readonly NewLogEvent[], now: number) {
  const from = events.findIndex(({ timestamp }) => timestamp >= now - MAX_AGE_MS);
  const oldEnd = from < 0 ? events.length : from;
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + MAX_AHEAD_MS);
  const newStart = tooNew < 0 ? events.length : tooNew;
  const rejected: RejectedLogEventsInfo = {
    ...(oldEnd > 0 && { tooOldLogEventEndIndex: oldEnd }),
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: newStart }),
  };
  const isWhole = oldEnd === 0 && tooNew < 0;
  return { kept: events.slice(oldEnd, newStart), rejected: isWhole ? undefined : rejected };
}
