import type { WireResponse } from "../../../protocol/wire.ts";
import type { Layer } from "../../../state/image-layer-rows.ts";
import { RegistryError } from "./errors.ts";
import { type RegistryRequest, repositoryOf } from "./request.ts";

/** HEAD, GET and DELETE of a layer. Layers are the account's: any of its repositories shows them all. */
export async function serveBlob(
  request: RegistryRequest,
  name: string,
  digest: string,
): Promise<WireResponse> {
  await repositoryOf(request, name);
  const { layers } = request.context.store;
  const { method } = request.head;
  // Who looks whether a layer is here is about to leave it out of a push.
  const layer = method === "HEAD" ? layers.claim(digest) : layers.get(digest);
  if (!layer) throw new RegistryError("BLOB_UNKNOWN", `The registry does not have ${digest}`);
  switch (method) {
    case "HEAD":
      return { status: 200, headers: headersOf(layer, layer.size) };
    case "GET":
      return read(request, layer);
    case "DELETE":
      if (await layers.remove(digest)) return { status: 202, headers: {} };
      throw new RegistryError("UNSUPPORTED", `An image has ${digest}; delete that first`);
    default:
      throw new RegistryError("UNSUPPORTED", "A blob takes HEAD, GET and DELETE");
  }
}

const headersOf = ({ digest }: Layer, length: number) => ({
  "content-type": "application/octet-stream",
  "content-length": String(length),
  "docker-content-digest": digest,
  "accept-ranges": "bytes",
  etag: `"${digest}"`,
});

function read({ head, context }: RegistryRequest, layer: Layer): WireResponse {
  const range = rangeOf(head.headers["range"], layer);
  const { start, end } = range ?? { start: 0, end: layer.size - 1 };
  const headers = headersOf(layer, end - start + 1);
  const body = context.store.layers.open(layer.digest, start, end);
  if (!range) return { status: 200, headers, body };
  const contentRange = `bytes ${start}-${end}/${layer.size}`;
  return { status: 206, headers: { ...headers, "content-range": contentRange }, body };
}

/** RFC 9110 14.2, one range; undefined where the header is to be passed over. Throws RANGE_INVALID. */
function rangeOf(
  header: string | undefined,
  { size }: Layer,
): { readonly start: number; readonly end: number } | undefined {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const isSuffix = first === "";
  const start = isSuffix ? Math.max(size - Number(last), 0) : Number(first);
  const end = isSuffix || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end) return { start, end };
  throw new RegistryError("RANGE_INVALID", `The layer has ${size} bytes`, {
    "content-range": `bytes */${size}`,
  });
}
