import type { DeleteLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { groupName } from "../constraints.ts";
import type { LogsContext } from "../context.ts";
import { requireGroup } from "../faults.ts";

/** Removes a group with all its streams and events. */
export const deleteLogGroup = ({ logs }: Pick<LogsContext, "logs">): ServedOperation => ({
  validate: z.object({ logGroupName: groupName }),
  handle: ({ logGroupName }: DeleteLogGroupRequest) => {
    logs.deleteGroup(requireGroup(logs, { logGroupName }));
  },
});
