import "server-only";
import { AddTagsCommand, ListTagsCommand } from "@aws-sdk/client-sagemaker";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

/** The tags of a resource: SageMaker allows 50, which is one page. */
export async function listTags(target: Target, arn: string): Promise<Record<string, string>> {
  const { Tags } = await clientsFor(target).sagemaker.send(
    new ListTagsCommand({ ResourceArn: arn, MaxResults: 100 }),
  );
  return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}

/** Adds tags to a resource, or gives those it has other values. */
export async function addTags(
  target: Target,
  arn: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await clientsFor(target).sagemaker.send(new AddTagsCommand({ ResourceArn: arn, Tags }));
}
