import type { AddTagsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { tags as tagList } from "../constraints.ts";
import { requireTagged, type TagNeeds } from "../tagged-resource.ts";
import { putTags } from "../tagging.ts";

export const addTags = (context: TagNeeds): ServedOperation => ({
  validate: z.object({ ResourceArn: z.string().max(256), Tags: tagList }),
  handle: ({ ResourceArn = "", Tags }: AddTagsInput) => {
    requireTagged(context, ResourceArn);
    putTags(context.tags, ResourceArn, Tags);
    return { Tags: context.tags.list(ResourceArn) };
  },
});
