import type { IncomingMessage } from "node:http";
import { collect } from "../../../protocol/signature/body.ts";
import type { RequestHead } from "../../../protocol/wire.ts";
import type { ImageRepository } from "../../../state/image-repositories.ts";
import type { EcrContext } from "../context.ts";
import { findRepository, requireOwnRepository } from "../images/catalogue.ts";
import { RegistryError } from "./errors.ts";

/** One request to the registry, by somebody who may make it. */
export interface RegistryRequest {
  readonly context: EcrContext;
  readonly head: RequestHead;
  readonly body: IncomingMessage;
}

export const queryOf = ({ head }: RegistryRequest, name: string): string | undefined =>
  head.query.find(([given]) => given === name)?.[1];

/** Throws NAME_UNKNOWN. A repository of source images becomes one that can be pushed to. */
export async function repositoryOf(
  { context, head }: RegistryRequest,
  name: string,
): Promise<ImageRepository> {
  const found = await findRepository(context, name);
  if (!found)
    throw new RegistryError(
      "NAME_UNKNOWN",
      `The repository with name '${name}' does not exist in the registry with id '${context.accountId}'. Create it with: aws ecr create-repository --repository-name ${name}`,
    );
  const isRead = head.method === "GET" || head.method === "HEAD";
  return isRead ? found : requireOwnRepository(context, { repositoryName: name });
}

/** The request's bytes as they arrive; leaving off leaves the connection open for the answer. */
export const bodyOf = ({ body }: RegistryRequest): AsyncIterable<Uint8Array> =>
  body.iterator({ destroyOnReturn: false });

/** The whole body. Throws SIZE_INVALID when it is longer than `limit` bytes. */
export function wholeBody({ body }: RegistryRequest, limit: number): Promise<Buffer> {
  return collect(body, limit).catch((error: Error) => {
    if (error.name !== "RequestEntityTooLarge") throw error;
    throw new RegistryError("SIZE_INVALID", `A manifest has at most ${limit} bytes`);
  });
}

export const json = (value: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  status: 200,
  headers: { ...headers, "content-type": "application/json" },
  body: JSON.stringify(value),
});
