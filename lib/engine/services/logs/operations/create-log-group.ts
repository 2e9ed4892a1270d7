import type { CreateLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { groupName } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { alreadyExists } from "../faults.ts";

export const createLogGroup = ({ logs }: Pick<LogsContext, "logs">): ServedOperation => ({
  validate: z.object({ logGroupName: groupName }),
  handle: ({ logGroupName = "" }: CreateLogGroupRequest) => {
    if (!logs.createGroup(logGroupName)) throw alreadyExists("log group");
  },
});
