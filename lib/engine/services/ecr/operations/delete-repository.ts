import type { DeleteRepositoryRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import { type EcrContext, repositoryArn } from "../context.ts";
import { invalidParameter, repositoryNotEmpty } from "../faults.ts";
import { imagesOf, requireRepository } from "../images/catalogue.ts";
import { repositoryOutput } from "../repository-output.ts";

export const deleteRepository = (context: EcrContext): ServedOperation => ({
  validate: inRepository,
  handle: async (request: DeleteRepositoryRequest, call) => {
    const { repositoryName = "", force } = request;
    const repository = await requireRepository(context, request);
    const images = await imagesOf(context, repositoryName);
    const { store, tags, accountId } = context;
    if (images.length > 0 && !force)
      throw repositoryNotEmpty({ repositoryName, registryId: accountId });
    if (images.some(({ manifest }) => !manifest))
      throw invalidParameter(
        `The repository '${repositoryName}' holds an image that is a folder of this machine, named when the engine was started. Leave its --image out instead.`,
      );
    await store.layers.cancelAll(repositoryName);
    store.repositories.remove(repositoryName);
    tags.removeAll(repositoryArn(context, repositoryName));
    await store.layers.collect();
    return { repository: repositoryOutput(context, call, repository) };
  },
});
