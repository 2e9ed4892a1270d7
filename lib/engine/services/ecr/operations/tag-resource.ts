import type { TagResourceRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceTags } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { putTags, requireTaggable } from "../tagging.ts";

export const tagResource = (context: EcrContext): ServedOperation => ({
  validate: z.object({ resourceArn: z.string(), tags: resourceTags }),
  handle: async ({ resourceArn = "", tags }: TagResourceRequest) => {
    await requireTaggable(context, resourceArn);
    putTags(context, resourceArn, tags);
    return {};
  },
});
