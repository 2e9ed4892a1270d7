import "server-only";
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import { registryHost } from "./registry-host";
import type { Target } from "./targets";

export interface RegistryImage {
  /** `registry/repository:tag`, as training jobs name it. */
  readonly reference: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | null;
  readonly sizeBytes: number | null;
  readonly pushedAt: string | null;
}

interface Repository {
  readonly name: string;
  /** How SageMaker is told of it. */
  readonly uri: string;
}

/**
 * The repository's address in Amazon's registry, by which images are registered and trained with.
 * ECR's own answer names where to push to, which need not be the same.
 */
function addressOf(arn: string): string {
  const [, , , region = "", account = "", ...resource] = arn.split(":");
  const name = resource.join(":").replace(/^repository\//, "");
  return `${registryHost(account, region)}/${name}`;
}

async function listRepositories(target: Target, limit: number): Promise<Repository[]> {
  const { repositories } = await clientsFor(target).ecr.send(
    new DescribeRepositoriesCommand({ maxResults: limit }),
  );
  return (repositories ?? []).map(({ repositoryName, repositoryArn }) => ({
    name: repositoryName ?? "",
    uri: addressOf(repositoryArn ?? ""),
  }));
}

const taggedImages = (repository: Repository, image: ImageDetail): RegistryImage[] =>
  (image.imageTags ?? []).map((tag) => ({
    reference: `${repository.uri}:${tag}`,
    repository: repository.name,
    tag,
    digest: image.imageDigest ?? null,
    sizeBytes: image.imageSizeInBytes ?? null,
    pushedAt: image.imagePushedAt?.toISOString() ?? null,
  }));

/** Tagged images of the account's own registry: the first 50 repositories, 100 images of each. */
export async function listRegistryImages(target: Target): Promise<RegistryImage[]> {
  const repositories = await listRepositories(target, 50);
  const images: RegistryImage[] = [];
  for (const repository of repositories) {
    const answer = await absent(
      clientsFor(target).ecr.send(
        new DescribeImagesCommand({
          repositoryName: repository.name,
          filter: { tagStatus: "TAGGED" },
          maxResults: 100,
        }),
      ),
    );
    for (const image of answer?.imageDetails ?? []) images.push(...taggedImages(repository, image));
  }
  return images;
}

/** One image of the account's own registry, by its tag or digest; null when it is not there. */
export async function findRegistryImage(
  target: Target,
  repository: string,
  by: { readonly tag: string | null; readonly digest: string | null },
): Promise<{ digest: string | null; sizeBytes: number | null; pushedAt: string | null } | null> {
  const id = by.digest === null ? { imageTag: by.tag ?? "latest" } : { imageDigest: by.digest };
  const answer = await absent(
    clientsFor(target).ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [id] }),
    ),
  );
  const image = answer?.imageDetails?.[0];
  if (!image) return null;
  return {
    digest: image.imageDigest ?? null,
    sizeBytes: image.imageSizeInBytes ?? null,
    pushedAt: image.imagePushedAt?.toISOString() ?? null,
  };
}
