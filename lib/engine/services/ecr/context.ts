import type { Call } from "../../protocol/operation.ts";
import type { ImageCatalogue } from "../../runners/images.ts";
import type { Clock } from "../../state/clock.ts";
import type { Credentials } from "../../state/credentials.ts";
import type { ImageStore } from "../../state/image-store.ts";
import type { TagStore } from "../../state/tag-store.ts";

export interface EcrContext {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly credentials: Credentials;
  /** The source images, which are in the registry though nobody pushed them. */
  readonly images: Pick<ImageCatalogue, "list">;
  readonly store: ImageStore;
  readonly tags: TagStore;
}

export const repositoryArn = (
  { accountId, region }: Pick<EcrContext, "accountId" | "region">,
  name: string,
): string => `arn:aws:ecr:${region}:${accountId}:repository/${name}`;

/**
 * The repository as Docker is to name it: at the address under which the client found the engine,
 * where AWS has a host for each account. docs/decisions/0030-images-have-two-names.md
 */
export const repositoryUri = ({ host }: Pick<Call, "host">, name: string): string =>
  `${host}/${name}`;
