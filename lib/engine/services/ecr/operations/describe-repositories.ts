import type { DescribeRepositoriesRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { type EcrContext, requireRepository } from "../context.ts";

/** The repositories of the source images, in order of their names, on one page. */
export const describeRepositories = (context: EcrContext): ServedOperation => ({
  handle: async ({ repositoryNames }: DescribeRepositoriesRequest) => {
    const { accountId, region } = context;
    for (const name of repositoryNames ?? []) await requireRepository(context, name);
    const images = await context.images.list();
    const names =
      repositoryNames ?? [...new Set(images.map(({ repository }) => repository))].sort();
    return {
      repositories: names.map((repositoryName) => {
        const own = images.filter(({ repository }) => repository === repositoryName);
        return {
          repositoryArn: `arn:aws:ecr:${region}:${accountId}:repository/${repositoryName}`,
          registryId: accountId,
          repositoryName,
          repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
          createdAt: new Date(Math.min(...own.map(({ pushedAt }) => pushedAt.getTime()))),
          imageTagMutability: "MUTABLE",
        };
      }),
    };
  },
});
