import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";

const LAST_LINES = 60;

/** What somebody needs to help with a failed job, as text: what ran, how it ended, its last lines. */
export function diagnosticsOf(
  job: TrainingJobDetail,
  rows: readonly { readonly at: number; readonly text: string }[],
): string {
  const { name, image, instanceType, secondaryStatus, failure, hyperparameters, channels } = job;
  const facts = [
    ["Training job", name],
    ["ARN", job.arn],
    ["Image", image ?? ""],
    ["Instance", `${job.instanceCount ?? ""} x ${instanceType ?? ""}`],
    ["Status", `${job.status} (${secondaryStatus})`],
    ["Created", job.createdAt],
    ["Ended", job.endedAt ?? ""],
    ...channels.map((channel) => [`Channel ${channel.name}`, channel.uri]),
    ...Object.entries(hyperparameters).map(([key, value]) => [`Hyperparameter ${key}`, value]),
    ["Exit code", failure?.exitCode ?? ""],
    ["FailureReason", failure?.text ?? ""],
  ];
  const lines = rows
    .slice(-LAST_LINES)
    .map(({ at, text }) => `${new Date(at).toISOString()} ${text}`);
  const heads = facts.map(([term, value]) => `${term}: ${value}`);
  return [...heads, "", `Last ${lines.length} lines of the log:`, ...lines, ""].join("\n");
}
