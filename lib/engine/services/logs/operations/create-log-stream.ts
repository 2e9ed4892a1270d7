import type { CreateLogStreamRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { groupName, streamName } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { alreadyExists, requireGroup } from "../faults.ts";

export const createLogStream = ({ logs }: Pick<LogsContext, "logs">): ServedOperation => ({
  validate: z.object({ logGroupName: groupName, logStreamName: streamName }),
  handle: ({ logGroupName, logStreamName = "" }: CreateLogStreamRequest) => {
    const group = requireGroup(logs, { logGroupName });
    if (!logs.createStream(group, logStreamName)) throw alreadyExists("log stream");
  },
});
