import type { DescribeLogGroupsRequest } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { groupArn, type LogsContext } from "../context.ts";

const MAX_GROUPS = 50;

export const describeLogGroups = (
  context: Pick<LogsContext, "logs" | "accountId" | "region">,
): ServedOperation => ({
  validate: z.object({ limit: z.number().int().min(1).max(MAX_GROUPS).optional() }),
  handle: ({
    logGroupNamePrefix = "",
    limit = MAX_GROUPS,
    nextToken = "",
  }: DescribeLogGroupsRequest) => {
    // The token is the last name shown; one more than asked for tells whether there is a next page.
    const query = { prefix: logGroupNamePrefix, limit: limit + 1, after: nextToken };
    const found = context.logs.groups(query);
    const page = found.slice(0, limit);
    const last = page.at(-1)?.name;
    return {
      logGroups: page.map(({ name, createdAt, storedBytes }) => ({
        logGroupName: name,
        creationTime: createdAt,
        storedBytes,
        arn: `${groupArn(context, name)}:*`,
        logGroupArn: groupArn(context, name),
      })),
      ...(found.length > limit && last !== undefined && { nextToken: last }),
    };
  },
});
