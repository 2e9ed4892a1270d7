import type { Clock } from "../../state/clock.ts";
import type { LogStore } from "../../state/log-store.ts";

export interface LogsContext {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly logs: LogStore;
}

export function groupArn(
  { accountId, region }: Pick<LogsContext, "accountId" | "region">,
  group: string,
): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${group}`;
}
