import type { GetRepositoryPolicyRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { noRepositoryPolicy } from "../faults.ts";
import { requireRepository } from "../images/catalogue.ts";

export const getRepositoryPolicy = (context: EcrContext): ServedOperation => ({
  validate: inRepository,
  handle: async (request: GetRepositoryPolicyRequest) => {
    const place = { repositoryName: request.repositoryName ?? "", registryId: context.accountId };
    const { policy: policyText } = await requireRepository(context, request);
    if (policyText === undefined) throw noRepositoryPolicy(place);
    return { ...place, policyText };
  },
});
