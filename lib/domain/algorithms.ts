import type { StateKind } from "./states";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeAlgorithm.html */
const KINDS: Readonly<Record<string, StateKind>> = {
  Pending: "moving",
  InProgress: "moving",
  Completed: "well",
  Failed: "failed",
  Deleting: "moving",
};

const CLASS_METRIC = /(^|[:_])(accuracy|macro_f1|f1|log_loss|auc)$/;

/**
 * Whether a target of words may be learned: the image measures classes, and the job does not ask
 * for a number.
 */
export const learnsClasses = (
  metrics: readonly { readonly name: string }[],
  hyperparameters: Readonly<Record<string, string>>,
): boolean =>
  hyperparameters["task"] !== "regression" && metrics.some(({ name }) => CLASS_METRIC.test(name));

export const algorithmKind = (status: string | null): StateKind => KINDS[status ?? ""] ?? "unknown";
