import type { Tag as RequestedTag } from "@aws-sdk/client-sagemaker";
import type { TagStore } from "../../state/tag-store.ts";

/** Stores the tags of a request that made a resource. */
export function putTags(
  store: TagStore,
  arn: string,
  requested: readonly RequestedTag[] | undefined,
): void {
  store.put(
    arn,
    (requested ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value })),
  );
}
