import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { Cell, type Writer } from "./cell.ts";
import type { Random } from "./random.ts";

/** The lines of the stream, undefined without the stream, null without the group. */
type Lines = readonly (string | undefined)[] | undefined | null;

const logStreamName = "stream";

/** Writes batches of lines, and now and then starts again with a group of the same name. */
export function createLogWriter(logGroupName: string): Writer {
  const cell = new Cell<Lines>(`log ${logGroupName}`, null);

  const append = (logs: CloudWatchLogsClient, lines: readonly unknown[], random: Random) => {
    const from = lines.length;
    const batch = Array.from(
      { length: 1 + random.below(40) },
      (_, index) => `line ${from + index}`,
    );
    const logEvents = batch.map((message) => ({ timestamp: Date.now(), message }));
    const command = new PutLogEventsCommand({ logGroupName, logStreamName, logEvents });
    return cell.write([...(cell.state ?? []), ...batch], () => logs.send(command));
  };
  const see = async (logs: CloudWatchLogsClient): Promise<Lines> => {
    const command = new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true });
    try {
      const { events = [] } = await logs.send(command);
      return events.map(({ message }) => message);
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== "ResourceNotFoundException") throw error;
      return message.includes("group") ? null : undefined;
    }
  };

  return {
    cells: [cell],
    async step({ logs }, random) {
      const lines = cell.state;
      if (lines === null)
        await cell.write(undefined, () => logs.send(new CreateLogGroupCommand({ logGroupName })));
      else if (lines === undefined) {
        const command = new CreateLogStreamCommand({ logGroupName, logStreamName });
        await cell.write([], () => logs.send(command));
      } else if (lines.length > 2000)
        await cell.write(null, () => logs.send(new DeleteLogGroupCommand({ logGroupName })));
      else await append(logs, lines, random);
    },
    async settle({ logs }) {
      cell.settle(await see(logs));
    },
  };
}
