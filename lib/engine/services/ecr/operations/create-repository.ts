import type { CreateRepositoryRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { newRepository } from "../../../state/image-repositories.ts";
import { inRepository, resourceTags, tagMutability } from "../constraints.ts";
import { type EcrContext, repositoryArn } from "../context.ts";
import { repositoryExists } from "../faults.ts";
import { findRepository } from "../images/catalogue.ts";
import { repositoryOutput } from "../repository-output.ts";
import { mutabilityOf } from "../tag-mutability.ts";
import { putTags } from "../tagging.ts";

export const createRepository = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({
    ...tagMutability,
    tags: resourceTags.optional(),
    encryptionConfiguration: z
      .object({ encryptionType: z.enum(["AES256", "KMS", "KMS_DSSE"]) })
      .optional(),
  }),
  handle: async (request: CreateRepositoryRequest, call) => {
    const {
      repositoryName = "",
      tags,
      encryptionConfiguration,
      imageScanningConfiguration,
    } = request;
    const { encryptionType = "AES256", kmsKey } = encryptionConfiguration ?? {};
    const isThere = await findRepository(context, repositoryName);
    const repository = {
      ...newRepository(repositoryName, context.clock.now()),
      tagMutability: mutabilityOf(request),
      scanOnPush: imageScanningConfiguration?.scanOnPush ?? false,
      encryption: { encryptionType, ...(kmsKey === undefined ? {} : { kmsKey }) },
    };
    if (isThere || !context.store.repositories.insert(repository))
      throw repositoryExists({ repositoryName, registryId: context.accountId });
    putTags(context, repositoryArn(context, repositoryName), tags);
    return { repository: repositoryOutput(context, call, repository) };
  },
});
