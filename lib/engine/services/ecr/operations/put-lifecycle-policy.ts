import type { PutLifecyclePolicyRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { requireOwnRepository } from "../images/catalogue.ts";
import { requirePolicyText } from "../policy-text.ts";

/** Keeps a lifecycle policy, which is shown again and never carried out. */
export const putLifecyclePolicy = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ lifecyclePolicyText: z.string().min(100).max(30720) }),
  handle: async (request: PutLifecyclePolicyRequest) => {
    const { repositoryName = "", lifecyclePolicyText = "" } = request;
    await requireOwnRepository(context, request);
    requirePolicyText("LifecyclePolicyText", lifecyclePolicyText, "rules");
    context.store.repositories.update(repositoryName, { lifecyclePolicy: lifecyclePolicyText });
    return { registryId: context.accountId, repositoryName, lifecyclePolicyText };
  },
});
