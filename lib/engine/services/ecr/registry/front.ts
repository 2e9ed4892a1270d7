import type { IncomingMessage } from "node:http";
import type { RequestHead, WireResponse } from "../../../protocol/wire.ts";
import { isAuthorized } from "../authorization.ts";
import type { EcrContext } from "../context.ts";
import { serveBlob } from "./blobs.ts";
import { errorResponse, RegistryError } from "./errors.ts";
import { listCatalog, listTags } from "./lists.ts";
import { serveManifest } from "./manifests.ts";
import { json, type RegistryRequest } from "./request.ts";
import { parseRoute } from "./route.ts";
import { beginUpload, serveUpload } from "./uploads.ts";

const VERSION = { "docker-distribution-api-version": "registry/2.0" };

/**
 * The registry's own protocol, which `docker push` and `docker pull` speak: the distribution
 * specification 1.1 without referrers. It takes the tokens of GetAuthorizationToken. What is nobody's
 * expected fault is thrown.
 */
export async function answerRegistry(
  context: EcrContext,
  head: RequestHead,
  body: IncomingMessage,
): Promise<WireResponse> {
  try {
    admit(context, head);
    const answered = await serve({ context, head, body });
    return { ...answered, headers: { ...VERSION, ...answered.headers } };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    const refused = errorResponse(error);
    return { ...refused, headers: { ...VERSION, ...refused.headers } };
  }
}

function admit({ credentials, clock }: EcrContext, { headers }: RequestHead): void {
  // No registry client is a page; a browser that was asked for a password keeps it for all of them.
  if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined)
    throw new RegistryError("DENIED", "The registry does not answer to pages");
  if (isAuthorized(headers["authorization"], credentials, clock)) return;
  throw new RegistryError(
    "UNAUTHORIZED",
    "Your authorization token is missing, wrong or has expired. Get one with: aws ecr get-login-password | docker login --username AWS --password-stdin <this address>",
    {
      "www-authenticate": `Basic realm="http://${headers["host"]}/",service="ecr.amazonaws.com"`,
    },
  );
}

async function serve(request: RegistryRequest): Promise<WireResponse> {
  const { method, path } = request.head;
  const route = parseRoute(path);
  const isGet = method === "GET" || method === "HEAD";
  switch (route?.kind) {
    case "manifest":
      return serveManifest(request, route.repository, route.reference);
    case "blob":
      return serveBlob(request, route.repository, route.digest);
    case "upload":
      return serveUpload(request, route.repository, route.id);
    case "uploads":
      if (method === "POST") return beginUpload(request, route.repository);
      break;
    case "tags":
      if (isGet) return listTags(request, route.repository);
      break;
    case "catalog":
      if (isGet) return listCatalog(request);
      break;
    case "base":
      if (isGet) return json({});
      break;
    default:
      throw new RegistryError(
        "NAME_INVALID",
        `${JSON.stringify(path)} is no address of a registry`,
      );
  }
  throw new RegistryError("UNSUPPORTED", `${method} is not served here`);
}
