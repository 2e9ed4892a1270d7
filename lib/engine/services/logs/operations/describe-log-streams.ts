import type { DescribeLogStreamsRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { LogStream } from "../../../state/log-store.ts";
import { groupArn, type LogsContext } from "../context.ts";
import { invalidParameter, requireGroup } from "../faults.ts";
import { decodeSkip } from "../pages.ts";

const MAX_STREAMS = 50;

const validate = z.object({
  limit: z.number().int().min(1).max(MAX_STREAMS).optional(),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).optional(),
});

export const describeLogStreams = (
  context: Pick<LogsContext, "logs" | "accountId" | "region">,
): ServedOperation => ({
  validate,
  handle: (request: DescribeLogStreamsRequest) => {
    const { logs } = context;
    const group = requireGroup(logs, request);
    const { logStreamNamePrefix: prefix, orderBy, limit = MAX_STREAMS, nextToken } = request;
    if (orderBy === "LastEventTime" && prefix !== undefined)
      throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
    const skip = decodeSkip(nextToken);
    const found = logs.streams(group, {
      prefix,
      orderBy: orderBy === "LastEventTime" ? "lastEvent" : "name",
      descending: request.descending ?? false,
      limit: limit + 1,
      skip,
    });
    const arn = groupArn(context, group);
    return {
      logStreams: found.slice(0, limit).map((stream) => summarize(arn, stream)),
      ...(found.length > limit && { nextToken: `skip-${skip + limit}` }),
    };
  },
});

function summarize(arn: string, stream: LogStream) {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    arn: `${arn}:log-stream:${stream.name}`,
    storedBytes: stream.storedBytes,
    ...(stream.firstEventAt !== undefined && { firstEventTimestamp: stream.firstEventAt }),
    ...(stream.lastEventAt !== undefined && { lastEventTimestamp: stream.lastEventAt }),
    ...(stream.lastIngestedAt !== undefined && { lastIngestionTime: stream.lastIngestedAt }),
  };
}
