import type { DeleteLifecyclePolicyRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { noLifecyclePolicy } from "../faults.ts";
import { requireRepository } from "../images/catalogue.ts";

export const deleteLifecyclePolicy = (context: EcrContext): ServedOperation => ({
  validate: inRepository,
  handle: async (request: DeleteLifecyclePolicyRequest) => {
    const place = { repositoryName: request.repositoryName ?? "", registryId: context.accountId };
    const { lifecyclePolicy: lifecyclePolicyText } = await requireRepository(context, request);
    if (lifecyclePolicyText === undefined) throw noLifecyclePolicy(place);
    context.store.repositories.update(place.repositoryName, { lifecyclePolicy: undefined });
    return { ...place, lifecyclePolicyText };
  },
});
