import type { GetLogEventsRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { EventPosition } from "../../../state/log-events.ts";
import { streamName, time } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { requireGroup, requireStream } from "../faults.ts";
import {
  type Direction,
  decodeToken,
  encodeToken,
  firstThatFit,
  lastThatFit,
  MAX_EVENTS,
} from "../pages.ts";

const validate = z.object({
  logStreamName: streamName,
  startTime: time.optional(),
  endTime: time.optional(),
  limit: z.number().int().min(1).max(MAX_EVENTS).optional(),
});

/**
 * One page of a stream, oldest first. Both tokens are always there; at an end
 * of the stream the answer repeats the token it was asked with, so a follower
 * can go on asking with it.
 */
export const getLogEvents = ({ logs }: Pick<LogsContext, "logs">): ServedOperation => ({
  validate,
  handle: (request: GetLogEventsRequest) => {
    const group = requireGroup(logs, request);
    const stream = request.logStreamName ?? "";
    requireStream(logs, group, stream);
    const { direction, position } = startOf(request);
    const found = logs.events(group, stream, {
      startTime: request.startTime,
      endTime: request.endTime,
      limit: request.limit ?? MAX_EVENTS,
      direction,
      beyond: position,
    });
    const page = direction === "forward" ? firstThatFit(found) : lastThatFit(found);
    const here = position ?? { timestamp: 0, seq: -1 };
    return {
      events: page.map(({ timestamp, message, ingestedAt }) => ({
        timestamp,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: encodeToken("forward", page.at(-1) ?? here),
      nextBackwardToken: encodeToken("backward", page[0] ?? here),
    };
  },
});

function startOf({ nextToken, startFromHead }: GetLogEventsRequest): {
  direction: Direction;
  position?: EventPosition;
} {
  if (nextToken !== undefined) return decodeToken(nextToken);
  return { direction: startFromHead ? "forward" : "backward" };
}
