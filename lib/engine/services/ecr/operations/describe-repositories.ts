import type { DescribeRepositoriesRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { paged, repositoryName } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { listRepositories, requireRepository } from "../images/catalogue.ts";
import { pageOf } from "../pages.ts";
import { repositoryOutput } from "../repository-output.ts";

export const describeRepositories = (context: EcrContext): ServedOperation => ({
  validate: z.object({
    ...paged,
    repositoryNames: z.array(repositoryName).min(1).max(100).optional(),
  }),
  handle: async (request: DescribeRepositoriesRequest, call) => {
    const { repositoryNames, registryId = context.accountId } = request;
    if (repositoryNames) {
      const named = repositoryNames.map((name) =>
        requireRepository(context, { repositoryName: name, registryId }),
      );
      const found = await Promise.all(named);
      return { repositories: found.map((one) => repositoryOutput(context, call, one)) };
    }
    // Another account's registry is empty to us.
    const all = registryId === context.accountId ? await listRepositories(context) : [];
    const { page, ...rest } = pageOf(all, ({ name }) => name, request);
    return { repositories: page.map((one) => repositoryOutput(context, call, one)), ...rest };
  },
});
