import type { ServedOperation } from "../../../protocol/operation.ts";
import { authorizationToken } from "../authorization.ts";
import type { EcrContext } from "../context.ts";

/** A token for `docker login`, for the registry at the address under which the client found the engine. */
export const getAuthorizationToken = ({
  credentials,
  clock,
}: Pick<EcrContext, "credentials" | "clock">): ServedOperation => ({
  handle: (_request: object, { host }) => {
    const { token, expiresAt } = authorizationToken(credentials, clock);
    return {
      authorizationData: [
        { authorizationToken: token, expiresAt, proxyEndpoint: `http://${host}` },
      ],
    };
  },
});
