import type { WireResponse } from "../../../protocol/wire.ts";
import type { LayerUpload } from "../../../state/image-layer-rows.ts";
import { MAX_LAYER_BYTES } from "../../../state/image-layers.ts";
import { RegistryError } from "./errors.ts";
import { bodyOf, queryOf, type RegistryRequest, repositoryOf } from "./request.ts";
import { checkedDigest } from "./route.ts";

/** Uploads that a request is adding to: a second one at the same time would mix their bytes. */
const busy = new Set<string>();

const pathOf = (repository: string, rest: string) => `/v2/${repository}/blobs/${rest}`;

/** Where an upload stands, as the specification's headers say it. */
const standOf = ({ id, repository, size }: LayerUpload) => ({
  location: pathOf(repository, `uploads/${id}`),
  range: `0-${Math.max(size - 1, 0)}`,
  "docker-upload-uuid": id,
});

const created = (repository: string, digest: string): WireResponse => ({
  status: 201,
  headers: { location: pathOf(repository, digest), "docker-content-digest": digest },
});

/** `POST …/blobs/uploads/`: takes a layer that is here already, or a whole one, or begins an upload. */
export async function beginUpload(request: RegistryRequest, name: string): Promise<WireResponse> {
  const repository = await repositoryOf(request, name);
  const { layers } = request.context.store;
  const mounted = queryOf(request, "mount");
  if (mounted !== undefined && layers.claim(checkedDigest(mounted)))
    return created(repository.name, mounted);
  const digest = queryOf(request, "digest");
  if (digest !== undefined) checkedDigest(digest);
  const upload = layers.begin(repository.name);
  if (!upload)
    throw new RegistryError(
      "TOOMANYREQUESTS",
      "There are too many unfinished uploads; those that nobody goes on with end after a day",
    );
  return digest === undefined
    ? { status: 202, headers: standOf(upload) }
    : finish(request, upload, digest);
}

/** GET, PATCH, PUT and DELETE of an upload under way. */
export async function serveUpload(
  request: RegistryRequest,
  name: string,
  id: string,
): Promise<WireResponse> {
  const { layers } = request.context.store;
  const upload = layers.upload(id);
  if (upload?.repository !== name)
    throw new RegistryError("BLOB_UPLOAD_UNKNOWN", "There is no such upload; begin a new one");
  switch (request.head.method) {
    case "GET":
    case "HEAD":
      return { status: 204, headers: standOf(upload) };
    case "PATCH":
      return { status: 202, headers: standOf(await append(request, upload)) };
    case "PUT":
      return finish(request, upload, checkedDigest(queryOf(request, "digest") ?? ""));
    case "DELETE":
      await layers.cancel(upload);
      return { status: 204, headers: {} };
    default:
      throw new RegistryError("UNSUPPORTED", "An upload takes GET, PATCH, PUT and DELETE");
  }
}

/** Adds the request's body. Throws RANGE_INVALID, telling where to go on, when it starts elsewhere. */
async function append(request: RegistryRequest, upload: LayerUpload): Promise<LayerUpload> {
  if (busy.has(upload.id))
    throw new RegistryError("BLOB_UPLOAD_INVALID", "Another request is adding to this upload");
  checkStart(request, upload);
  const { layers } = request.context.store;
  busy.add(upload.id);
  try {
    const grown = await layers.append(upload, bodyOf(request));
    if (!grown) throw new RegistryError("BLOB_UPLOAD_UNKNOWN", "The upload was cancelled");
    if (grown.size <= MAX_LAYER_BYTES) return grown;
    await layers.cancel(grown);
    throw new RegistryError("SIZE_INVALID", `A layer has at most ${MAX_LAYER_BYTES} bytes`);
  } finally {
    busy.delete(upload.id);
  }
}

function checkStart({ head }: RegistryRequest, upload: LayerUpload): void {
  const range = head.headers["content-range"];
  if (range === undefined) return;
  const [, start] = /^(?:bytes[ =])?(\d{1,15})-\d{1,15}(?:\/\S*)?$/.exec(range) ?? [];
  if (Number(start) === upload.size) return;
  throw new RegistryError(
    "RANGE_INVALID",
    `The upload goes on at byte ${upload.size}, not with ${range}`,
    standOf(upload),
  );
}

async function finish(
  request: RegistryRequest,
  upload: LayerUpload,
  digest: string,
): Promise<WireResponse> {
  const grown = await append(request, upload);
  // Cut off on its way: the client may ask where it stands and go on.
  if (!request.body.complete)
    throw new RegistryError("BLOB_UPLOAD_INVALID", "The connection ended before the body did");
  const result = await request.context.store.layers.commit(grown, digest);
  if (result.ok) return created(upload.repository, digest);
  throw new RegistryError(
    "DIGEST_INVALID",
    `The bytes that arrived have the digest ${result.digest}, not ${digest}`,
  );
}
