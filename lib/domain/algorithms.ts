import type { StateKind } from "./states";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeAlgorithm.html */
const KINDS: Readonly<Record<string, StateKind>> = {
  Pending: "moving",
  InProgress: "moving",
  Completed: "well",
  Failed: "failed",
  Deleting: "moving",
};

export const algorithmKind = (status: string | null): StateKind => KINDS[status ?? ""] ?? "unknown";
