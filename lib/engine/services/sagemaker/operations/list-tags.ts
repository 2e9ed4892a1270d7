import type { ListTagsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { requireTagged, type TagNeeds } from "../tagged-resource.ts";

/** All tags of a resource in one page, since it has at most 50. */
export const listTags = (context: TagNeeds): ServedOperation => ({
  validate: z.object({ ResourceArn: z.string().max(256) }),
  handle: ({ ResourceArn = "" }: ListTagsInput) => {
    requireTagged(context, ResourceArn);
    return { Tags: context.tags.list(ResourceArn) };
  },
});
