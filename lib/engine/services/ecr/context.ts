import { AwsError } from "../../protocol/errors.ts";
import type { CataloguedImage, ImageCatalogue } from "../../runners/images.ts";

export interface EcrContext {
  readonly accountId: string;
  readonly region: string;
  readonly images: ImageCatalogue;
}

/** A repository's images; throws when the account has no such repository. */
export async function requireRepository(
  { images, accountId }: Pick<EcrContext, "images" | "accountId">,
  name: string,
): Promise<readonly CataloguedImage[]> {
  const found = (await images.list()).filter(({ repository }) => repository === name);
  if (found.length > 0) return found;
  throw new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist in the registry with id '${accountId}'`,
  );
}
