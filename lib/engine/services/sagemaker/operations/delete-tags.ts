import type { DeleteTagsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { requireTagged, type TagNeeds } from "../tagged-resource.ts";

export const deleteTags = (context: TagNeeds): ServedOperation => ({
  validate: z.object({
    ResourceArn: z.string().max(256),
    TagKeys: z.array(z.string().min(1).max(128)).min(1).max(50),
  }),
  handle: ({ ResourceArn = "", TagKeys = [] }: DeleteTagsInput) => {
    requireTagged(context, ResourceArn);
    context.tags.remove(ResourceArn, TagKeys);
    return {};
  },
});
