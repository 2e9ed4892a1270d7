import type { Service } from "../../protocol/operation.ts";
import type { LogsContext } from "./context.ts";
import { createLogGroup } from "./operations/create-log-group.ts";
import { createLogStream } from "./operations/create-log-stream.ts";
import { deleteLogGroup } from "./operations/delete-log-group.ts";
import { describeLogGroups } from "./operations/describe-log-groups.ts";
import { describeLogStreams } from "./operations/describe-log-streams.ts";
import { filterLogEvents } from "./operations/filter-log-events.ts";
import { getLogEvents } from "./operations/get-log-events.ts";
import { putLogEvents } from "./operations/put-log-events.ts";

export function createLogsService(context: LogsContext): Service {
  return {
    name: "logs",
    operations: {
      CreateLogGroup: createLogGroup(context),
      CreateLogStream: createLogStream(context),
      DeleteLogGroup: deleteLogGroup(context),
      DescribeLogGroups: describeLogGroups(context),
      DescribeLogStreams: describeLogStreams(context),
      FilterLogEvents: filterLogEvents(context),
      GetLogEvents: getLogEvents(context),
      PutLogEvents: putLogEvents(context),
    },
  };
}
