import type { UntagResourceRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { EcrContext } from "../context.ts";
import { requireTaggable } from "../tagging.ts";

export const untagResource = (context: EcrContext): ServedOperation => ({
  validate: z.object({ resourceArn: z.string(), tagKeys: z.array(z.string()).max(50) }),
  handle: async ({ resourceArn = "", tagKeys = [] }: UntagResourceRequest) => {
    await requireTaggable(context, resourceArn);
    context.tags.remove(resourceArn, tagKeys);
    return {};
  },
});
