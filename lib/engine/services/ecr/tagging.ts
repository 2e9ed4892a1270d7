import type { Tag } from "@aws-sdk/client-ecr";
import { type EcrContext, repositoryArn } from "./context.ts";
import { invalidParameter } from "./faults.ts";
import { requireRepository } from "./images/catalogue.ts";

/** Adds tags to the resource of this ARN. */
export function putTags(
  { tags }: Pick<EcrContext, "tags">,
  arn: string,
  given: readonly Tag[] | undefined,
): void {
  tags.put(
    arn,
    (given ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value })),
  );
}

/** Throws unless the ARN is that of one of our repositories. */
export async function requireTaggable(context: EcrContext, arn: string): Promise<void> {
  const start = repositoryArn(context, "");
  if (!arn.startsWith(start))
    throw invalidParameter(
      `Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN' ${arn}`,
    );
  await requireRepository(context, { repositoryName: arn.slice(start.length) });
}
