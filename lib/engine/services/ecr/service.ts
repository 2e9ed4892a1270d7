import type { Service } from "../../protocol/operation.ts";
import type { EcrContext } from "./context.ts";
import { batchDeleteImage } from "./operations/batch-delete-image.ts";
import { batchGetImage } from "./operations/batch-get-image.ts";
import { createRepository } from "./operations/create-repository.ts";
import { deleteLifecyclePolicy } from "./operations/delete-lifecycle-policy.ts";
import { deleteRepository } from "./operations/delete-repository.ts";
import { deleteRepositoryPolicy } from "./operations/delete-repository-policy.ts";
import { describeImages } from "./operations/describe-images.ts";
import { describeRepositories } from "./operations/describe-repositories.ts";
import { getAuthorizationToken } from "./operations/get-authorization-token.ts";
import { getLifecyclePolicy } from "./operations/get-lifecycle-policy.ts";
import { getRepositoryPolicy } from "./operations/get-repository-policy.ts";
import { listImages } from "./operations/list-images.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { putImage } from "./operations/put-image.ts";
import { putImageScanningConfiguration } from "./operations/put-image-scanning-configuration.ts";
import { putImageTagMutability } from "./operations/put-image-tag-mutability.ts";
import { putLifecyclePolicy } from "./operations/put-lifecycle-policy.ts";
import { setRepositoryPolicy } from "./operations/set-repository-policy.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";

export function createEcrService(context: EcrContext): Service {
  return {
    name: "ecr",
    operations: {
      BatchDeleteImage: batchDeleteImage(context),
      BatchGetImage: batchGetImage(context),
      CreateRepository: createRepository(context),
      DeleteLifecyclePolicy: deleteLifecyclePolicy(context),
      DeleteRepository: deleteRepository(context),
      DeleteRepositoryPolicy: deleteRepositoryPolicy(context),
      DescribeImages: describeImages(context),
      DescribeRepositories: describeRepositories(context),
      GetAuthorizationToken: getAuthorizationToken(context),
      GetLifecyclePolicy: getLifecyclePolicy(context),
      GetRepositoryPolicy: getRepositoryPolicy(context),
      ListImages: listImages(context),
      ListTagsForResource: listTagsForResource(context),
      PutImage: putImage(context),
      PutImageScanningConfiguration: putImageScanningConfiguration(context),
      PutImageTagMutability: putImageTagMutability(context),
      PutLifecyclePolicy: putLifecyclePolicy(context),
      SetRepositoryPolicy: setRepositoryPolicy(context),
      TagResource: tagResource(context),
      UntagResource: untagResource(context),
    },
  };
}
