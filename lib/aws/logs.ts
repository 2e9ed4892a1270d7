import "server-only";
import {
  DescribeLogStreamsCommand,
  type DescribeLogStreamsCommandOutput,
  GetLogEventsCommand,
  type OutputLogEvent,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

export const TRAINING_LOG_GROUP = "/aws/sagemaker/TrainingJobs";
export const endpointLogGroup = (endpoint: string): string =>
  `/aws/sagemaker/Endpoints/${endpoint}`;

/** An instance writes one stream; far more than anyone trains on. */
const MAX_STREAMS = 200;

async function describePage(
  target: Target,
  group: string,
  prefix: string,
  nextToken: string | undefined,
): Promise<Pick<DescribeLogStreamsCommandOutput, "logStreams" | "nextToken">> {
  const command = new DescribeLogStreamsCommand({
    logGroupName: group,
    ...(prefix === "" ? {} : { logStreamNamePrefix: prefix }),
    ...(nextToken === undefined ? {} : { nextToken }),
  });
  try {
    return await clientsFor(target).logs.send(command);
  } catch (error) {
    // A group comes into being with its first line.
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  }
}

/** Names of the group's streams in name order; a group that does not exist yet has none. */
export async function listLogStreams(
  target: Target,
  group: string,
  prefix: string,
): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await describePage(target, group, prefix, nextToken);
    for (const { logStreamName } of page.logStreams ?? []) {
      if (logStreamName) names.push(logStreamName);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined && names.length < MAX_STREAMS);
  return names.sort();
}

export interface LogPageRead {
  /** Milliseconds since 1970, and the text. */
  readonly lines: readonly (readonly [number, string])[];
  /** Where the next page begins; the same as the one asked for at the end of the stream. */
  readonly token: string | null;
}

const toLines = (events: readonly OutputLogEvent[] = []): LogPageRead["lines"] =>
  events.map(({ timestamp, message }) => [timestamp ?? 0, message ?? ""] as const);

/**
 * One page of a stream in the order it was written: at most 10,000 lines or 1 MB, from the head
 * when `token` is null. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function readLogPage(
  target: Target,
  group: string,
  stream: string,
  token: string | null,
): Promise<LogPageRead> {
  const { events, nextForwardToken } = await clientsFor(target).logs.send(
    new GetLogEventsCommand({
      logGroupName: group,
      logStreamName: stream,
      startFromHead: true,
      ...(token === null ? {} : { nextToken: token }),
    }),
  );
  return {
    lines: toLines(events),
    token: nextForwardToken ?? null,
  };
}

/** CloudWatch may answer with empty pages before the first line it finds. */
const MAX_EMPTY_PAGES = 5;

/** The last lines of a stream, oldest first. */
export async function readLogEnd(
  target: Target,
  group: string,
  stream: string,
  limit: number,
): Promise<LogPageRead["lines"]> {
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_EMPTY_PAGES; page += 1) {
    const { events, nextBackwardToken } = await clientsFor(target).logs.send(
      new GetLogEventsCommand({
        logGroupName: group,
        logStreamName: stream,
        startFromHead: false,
        limit,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    if (events?.length || nextBackwardToken === nextToken) return toLines(events);
    nextToken = nextBackwardToken;
  }
  return [];
}
