import type { PutLogEventsRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { EVENT_OVERHEAD_BYTES } from "../../../state/log-bounds.ts";
import { groupName, streamName, time } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { invalidParameter, requireGroup, requireStream } from "../faults.ts";

const MAX_BATCH_BYTES = 1_048_576;
const MAX_EVENT_BYTES = 262_144 - EVENT_OVERHEAD_BYTES;

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
    const sizes = events.map(({ message }) => Buffer.byteLength(message));
    if (sizes.some((size) => size > MAX_EVENT_BYTES))
      throw invalidParameter(`Log event too large: an event has at most ${MAX_EVENT_BYTES} bytes.`);
    const total = sizes.reduce((sum, size) => sum + size + EVENT_OVERHEAD_BYTES, 0);
    if (total > MAX_BATCH_BYTES)
      throw invalidParameter(
        `Upload too large: ${total} bytes exceeds limit of ${MAX_BATCH_BYTES}`,
      );
    if (events.some((event, index) => event.timestamp < (events[index - 1]?.timestamp ?? 0)))
      throw invalidParameter(
        "Log events in a single PutLogEvents request must be in chronological order.",
      );
    logs.append(group, logStreamName, events);
    return { nextSequenceToken: String(clock.now().getTime()) };
  },
});
