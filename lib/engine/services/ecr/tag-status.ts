import type { TagStatus } from "@aws-sdk/client-ecr";

/** Whether an image with these tags passes the filter of a request. */
export function hasTagStatus(tags: readonly string[], wanted: TagStatus = "ANY"): boolean {
  return wanted === "ANY" || (wanted === "TAGGED") === tags.length > 0;
}
