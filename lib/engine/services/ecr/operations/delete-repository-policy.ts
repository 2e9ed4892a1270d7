import type { DeleteRepositoryPolicyRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { noRepositoryPolicy } from "../faults.ts";
import { requireRepository } from "../images/catalogue.ts";

export const deleteRepositoryPolicy = (context: EcrContext): ServedOperation => ({
  validate: inRepository,
  handle: async (request: DeleteRepositoryPolicyRequest) => {
    const place = { repositoryName: request.repositoryName ?? "", registryId: context.accountId };
    const { policy: policyText } = await requireRepository(context, request);
    if (policyText === undefined) throw noRepositoryPolicy(place);
    context.store.repositories.update(place.repositoryName, { policy: undefined });
    return { ...place, policyText };
  },
});
