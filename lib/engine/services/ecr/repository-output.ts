import type { Repository } from "@aws-sdk/client-ecr";
import type { Call } from "../../protocol/operation.ts";
import type { ImageRepository } from "../../state/image-repositories.ts";
import { type EcrContext, repositoryArn, repositoryUri } from "./context.ts";
import { mutabilityOutput } from "./tag-mutability.ts";

export const repositoryOutput = (
  context: Pick<EcrContext, "accountId" | "region">,
  call: Pick<Call, "host">,
  { name, createdAt, tagMutability, scanOnPush, encryption }: ImageRepository,
): Omit<Repository, "encryptionConfiguration"> & { encryptionConfiguration: object } => ({
  repositoryArn: repositoryArn(context, name),
  registryId: context.accountId,
  repositoryName: name,
  repositoryUri: repositoryUri(call, name),
  createdAt,
  ...mutabilityOutput(tagMutability),
  imageScanningConfiguration: { scanOnPush },
  encryptionConfiguration: encryption,
});
