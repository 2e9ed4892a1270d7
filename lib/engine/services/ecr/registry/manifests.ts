import type { WireResponse } from "../../../protocol/wire.ts";
import { deleteImage } from "../images/delete-image.ts";
import { MAX_MANIFEST_BYTES } from "../images/manifest.ts";
import { type PutResult, putManifest } from "../images/put-manifest.ts";
import { RegistryError } from "./errors.ts";
import { type RegistryRequest, repositoryOf, wholeBody } from "./request.ts";

/** HEAD, GET, PUT and DELETE of an image's manifest, by tag or by digest. */
export async function serveManifest(
  request: RegistryRequest,
  name: string,
  reference: string,
): Promise<WireResponse> {
  switch (request.head.method) {
    case "HEAD":
    case "GET":
      return read(request, name, reference);
    case "PUT":
      return put(request, name, reference);
    case "DELETE":
      return remove(request, name, reference);
    default:
      throw new RegistryError("UNSUPPORTED", "A manifest takes HEAD, GET, PUT and DELETE");
  }
}

const unknown = (name: string, reference: string) =>
  new RegistryError("MANIFEST_UNKNOWN", `The repository '${name}' has no image ${reference}`);

async function read(
  request: RegistryRequest,
  name: string,
  reference: string,
): Promise<WireResponse> {
  await repositoryOf(request, name);
  const { manifests } = request.context.store;
  const found = manifests.get(name, reference);
  const content = found && manifests.content(name, found.digest);
  if (!content) throw unknown(name, reference);
  const headers = {
    "content-type": found.mediaType,
    "content-length": String(content.length),
    "docker-content-digest": found.digest,
    etag: `"${found.digest}"`,
  };
  return { status: 200, headers, body: content };
}

async function put(
  request: RegistryRequest,
  name: string,
  reference: string,
): Promise<WireResponse> {
  const repository = await repositoryOf(request, name);
  const content = await wholeBody(request, MAX_MANIFEST_BYTES);
  const mediaType = request.head.headers["content-type"]?.split(";")[0]?.trim();
  const named = reference.includes(":") ? { digest: reference } : { tag: reference };
  const result = putManifest(request.context, repository, { content, mediaType, ...named });
  if (!result.ok) throw faultOf(result, reference, name);
  const location = `/v2/${name}/manifests/${result.digest}`;
  return { status: 201, headers: { location, "docker-content-digest": result.digest } };
}

function faultOf(
  result: Exclude<PutResult, { ok: true }>,
  reference: string,
  name: string,
): RegistryError {
  switch (result.reason) {
    case "invalid":
      return new RegistryError("MANIFEST_INVALID", result.problem);
    case "digest":
      return new RegistryError(
        "DIGEST_INVALID",
        `The manifest has the digest ${result.digest}, not ${reference}`,
      );
    case "layers":
    case "images":
      return new RegistryError(
        "MANIFEST_BLOB_UNKNOWN",
        `The manifest names what was not pushed: ${result.missing.join(", ")}`,
      );
    case "immutable":
      return new RegistryError(
        "TAG_INVALID",
        `The image tag '${reference}' already exists in the '${name}' repository and cannot be overwritten because the tag is immutable.`,
      );
    default:
      return result satisfies never;
  }
}

async function remove(
  request: RegistryRequest,
  name: string,
  reference: string,
): Promise<WireResponse> {
  await repositoryOf(request, name);
  const result = deleteImage(request.context, name, reference);
  if (result.ok) {
    await request.context.store.layers.collect();
    return { status: 202, headers: {} };
  }
  if (result.reason === "unknown") throw unknown(name, reference);
  throw new RegistryError("DENIED", `The image is a part of ${result.index}; delete that first`);
}
