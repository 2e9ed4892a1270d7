import type { FilterLogEventsRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { LogEvent } from "../../../state/log-events.ts";
import { streamName, time } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { invalidParameter, requireGroup } from "../faults.ts";
import { compilePattern } from "../filter-pattern.ts";
import { decodeGroupToken, encodeGroupToken, firstThatFit, MAX_EVENTS } from "../pages.ts";

/** How many events one request looks at; with a rare pattern a page may be empty and still go on. */
const MAX_SCANNED = 50_000;

const validate = z.object({
  logStreamNames: z.array(streamName).min(1).max(100).optional(),
  logStreamNamePrefix: streamName.optional(),
  startTime: time.optional(),
  endTime: time.optional(),
  limit: z.number().int().min(1).max(MAX_EVENTS).optional(),
});

export const filterLogEvents = ({ logs }: Pick<LogsContext, "logs">): ServedOperation => ({
  validate,
  handle: (request: FilterLogEventsRequest) => {
    const group = requireGroup(logs, request);
    const { logStreamNames, logStreamNamePrefix, nextToken, limit = MAX_EVENTS } = request;
    if (logStreamNames && logStreamNamePrefix !== undefined)
      throw invalidParameter("Give logStreamNames or logStreamNamePrefix, not both.");
    const passes = compilePattern(request.filterPattern);
    const mostScanned = request.filterPattern ? MAX_SCANNED : limit;
    const scanned = logs.groupEvents(group, {
      streamNames: logStreamNames,
      streamPrefix: logStreamNamePrefix,
      startTime: request.startTime,
      endTime: request.endTime,
      limit: mostScanned,
      beyond: nextToken === undefined ? undefined : decodeGroupToken(nextToken),
    });
    const matching = scanned.filter(({ message }) => passes(message));
    const page = firstThatFit(matching.slice(0, limit));
    const next = continuation({ scanned, matching, page, mostScanned });
    return {
      events: page.map(toFiltered),
      searchedLogStreams: [],
      ...(next && { nextToken: encodeGroupToken(next) }),
    };
  },
});

/** The event after which the next page starts; undefined when all were looked at. */
function continuation(seen: {
  readonly scanned: readonly LogEvent[];
  readonly matching: readonly LogEvent[];
  readonly page: readonly LogEvent[];
  readonly mostScanned: number;
}): LogEvent | undefined {
  if (seen.page.length < seen.matching.length) return seen.page.at(-1);
  return seen.scanned.length < seen.mostScanned ? undefined : seen.scanned.at(-1);
}

function toFiltered({ stream, streamId, seq, timestamp, message, ingestedAt }: LogEvent) {
  return {
    logStreamName: stream,
    timestamp,
    message,
    ingestionTime: ingestedAt,
    // Unique for ever: the stream's number, then the event's.
    eventId: `${String(streamId).padStart(16, "0")}${String(seq).padStart(16, "0")}`,
  };
}
