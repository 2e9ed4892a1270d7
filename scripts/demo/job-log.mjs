import { DescribeLogStreamsCommand, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";

const LOG_GROUP = "/aws/sagemaker/TrainingJobs";

/** The job's log streams; none before the group appears with the first line. */
async function streamsOf(logs, job) {
  try {
    const about = { logGroupName: LOG_GROUP, logStreamNamePrefix: `${job}/` };
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand(about));
    return logStreams.map(({ logStreamName }) => logStreamName);
  } catch (error) {
    if (error.name === "ResourceNotFoundException") return [];
    throw error;
  }
}

/**
 * What a training job printed since the last look.
 * @param {Map<string, string>} positions the next token of every stream, kept between looks
 */
export async function newLines({ logs }, job, positions) {
  const lines = [];
  for (const logStreamName of await streamsOf(logs, job)) {
    for (;;) {
      const nextToken = positions.get(logStreamName);
      const page = await logs.send(
        new GetLogEventsCommand({
          logGroupName: LOG_GROUP,
          logStreamName,
          startFromHead: true,
          nextToken,
        }),
      );
      lines.push(...(page.events ?? []).map(({ message }) => message));
      // The same token comes back at the end of the stream.
      if (page.nextForwardToken === nextToken) break;
      positions.set(logStreamName, page.nextForwardToken);
    }
  }
  return lines;
}
