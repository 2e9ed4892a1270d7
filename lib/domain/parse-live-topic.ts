import { type LiveTopic, METRIC_RANGES } from "./live-topics";
import { isResourceName } from "./names";

const LISTS = ["training-jobs", "endpoints"] as const;
const NAMED = ["training-job", "training-job-log", "endpoint", "endpoint-log"] as const;

const isOneOf = <T extends string>(values: readonly T[], text: string | undefined): text is T =>
  (values as readonly (string | undefined)[]).includes(text);

/** The topic a text names, or null. */
export function parseLiveTopic(text: string): LiveTopic | null {
  const [kind, name, range, ...rest] = text.split(":");
  if (rest.length > 0) return null;
  if (name === undefined) return isOneOf(LISTS, kind) ? { kind } : null;
  if (!isResourceName(name)) return null;
  if (range === undefined) return isOneOf(NAMED, kind) ? { kind, name } : null;
  return kind === "endpoint-metrics" && isOneOf(METRIC_RANGES, range)
    ? { kind, name, range }
    : null;
}
