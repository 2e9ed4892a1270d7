import type { ListTagsForResourceRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { EcrContext } from "../context.ts";
import { requireTaggable } from "../tagging.ts";

export const listTagsForResource = (context: EcrContext): ServedOperation => ({
  validate: z.object({ resourceArn: z.string() }),
  handle: async ({ resourceArn = "" }: ListTagsForResourceRequest) => {
    await requireTaggable(context, resourceArn);
    return { tags: [...context.tags.list(resourceArn)] };
  },
});
