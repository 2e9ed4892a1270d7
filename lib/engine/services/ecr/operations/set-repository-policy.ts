import type { SetRepositoryPolicyRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { requireOwnRepository } from "../images/catalogue.ts";
import { requirePolicyText } from "../policy-text.ts";

/** Keeps a policy, which is shown again; the engine has one client, who may do everything. */
export const setRepositoryPolicy = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ policyText: z.string().max(10240) }),
  handle: async (request: SetRepositoryPolicyRequest) => {
    const { repositoryName = "", policyText = "" } = request;
    await requireOwnRepository(context, request);
    requirePolicyText("PolicyText", policyText, "Statement");
    context.store.repositories.update(repositoryName, { policy: policyText });
    return { registryId: context.accountId, repositoryName, policyText };
  },
});
