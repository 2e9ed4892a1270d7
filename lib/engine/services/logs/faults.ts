import { AwsError } from "../../protocol/errors.ts";
import type { LogStore } from "../../state/log-store.ts";

/** CloudWatch Logs' faults, in its words. */
export const invalidParameter = (message: string) =>
  new AwsError("InvalidParameterException", message);

export const alreadyExists = (what: string) =>
  new AwsError("ResourceAlreadyExistsException", `The specified ${what} already exists`);

const notFound = (what: string) =>
  new AwsError("ResourceNotFoundException", `The specified ${what} does not exist.`);

/** The group's name from a request that names it by name or ARN; throws when there is no such group. */
export function requireGroup(
  logs: LogStore,
  {
    logGroupName,
    logGroupIdentifier,
  }: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
): string {
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, "");
  if (name === undefined) throw invalidParameter("Name a log group.");
  if (!logs.hasGroup(name)) throw notFound("log group");
  return name;
}

export function requireStream(logs: LogStore, group: string, stream: string): void {
  if (!logs.hasStream(group, stream)) throw notFound("log stream");
}
