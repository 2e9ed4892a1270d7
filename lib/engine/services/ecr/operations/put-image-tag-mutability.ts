import type { PutImageTagMutabilityRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository, tagMutability } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { requireOwnRepository } from "../images/catalogue.ts";
import { mutabilityOf, mutabilityOutput } from "../tag-mutability.ts";

export const putImageTagMutability = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({
    ...tagMutability,
    imageTagMutability: tagMutability.imageTagMutability.unwrap(),
  }),
  handle: async (request: PutImageTagMutabilityRequest) => {
    const { repositoryName = "" } = request;
    await requireOwnRepository(context, request);
    const mutability = mutabilityOf(request);
    context.store.repositories.update(repositoryName, { tagMutability: mutability });
    return { registryId: context.accountId, repositoryName, ...mutabilityOutput(mutability) };
  },
});
