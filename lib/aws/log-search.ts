import "server-only";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import type { Target } from "./targets";

/** FilterLogEvents answers at most 10,000 lines or 1 MB a page. */
const MAX_PAGES = 10;

export interface FoundLines {
  readonly lines: readonly string[];
  /** Newer lines were left out. */
  readonly cut: boolean;
}

/** Lines of a whole group since a time, in order; a group that does not exist has none. */
export async function linesSince(target: Target, group: string, since: Date): Promise<FoundLines> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await absent(
      clientsFor(target).logs.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          startTime: since.getTime(),
          nextToken,
        }),
      ),
    );
    for (const { message } of answer?.events ?? []) lines.push(message ?? "");
    nextToken = answer?.nextToken;
    if (!nextToken) return { lines, cut: false };
  }
  return { lines, cut: true };
}
