import { isDigest, isRepositoryName, isTag } from "../constraints.ts";
import { RegistryError } from "./errors.ts";

/** What a path below `/v2/` means. Names, tags and digests in it have been checked. */
export type RegistryRoute =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  | { readonly kind: "tags"; readonly repository: string }
  | { readonly kind: "manifest"; readonly repository: string; readonly reference: string }
  | { readonly kind: "blob"; readonly repository: string; readonly digest: string }
  | { readonly kind: "uploads"; readonly repository: string }
  | { readonly kind: "upload"; readonly repository: string; readonly id: string };

const BASE = "/v2/";

/** Parses a path as it was sent; undefined when it means nothing. Throws RegistryError for bad names. */
export function parseRoute(path: string): RegistryRoute | undefined {
  if (path === "/v2" || path === BASE) return { kind: "base" };
  if (path === `${BASE}_catalog`) return { kind: "catalog" };
  const parts = path.slice(BASE.length).split("/");
  // Docker ends the address of new uploads with a slash, others do not.
  if (parts.at(-1) === "" && parts.at(-2) === "uploads") parts.pop();
  const last = parts.at(-1) ?? "";
  const nameBefore = (count: number) => checkedName(parts.slice(0, -count).join("/"));
  if (parts.at(-3) === "blobs" && parts.at(-2) === "uploads")
    return { kind: "upload", repository: nameBefore(3), id: last };
  switch (`${parts.at(-2)}/${last}`) {
    case "tags/list":
      return { kind: "tags", repository: nameBefore(2) };
    case "blobs/uploads":
      return { kind: "uploads", repository: nameBefore(2) };
    default:
      return parseContent(parts.at(-2), decoded(last), () => nameBefore(2));
  }
}

function parseContent(
  collection: string | undefined,
  reference: string,
  name: () => string,
): RegistryRoute | undefined {
  if (collection === "blobs")
    return { kind: "blob", repository: name(), digest: checkedDigest(reference) };
  if (collection === "manifests")
    return { kind: "manifest", repository: name(), reference: checkedReference(reference) };
  return undefined;
}

function checkedName(name: string): string {
  if (isRepositoryName(name)) return name;
  throw new RegistryError("NAME_INVALID", `${JSON.stringify(name)} is no name of a repository`);
}

/** Throws RegistryError unless the text is a SHA-256 digest. */
export function checkedDigest(text: string): string {
  if (isDigest(text)) return text;
  throw new RegistryError(
    "DIGEST_INVALID",
    `${JSON.stringify(text)} is no digest of the form sha256:<64 hexadecimal digits>`,
  );
}

function checkedReference(text: string): string {
  if (text.includes(":")) return checkedDigest(text);
  if (isTag(text)) return text;
  throw new RegistryError("TAG_INVALID", `${JSON.stringify(text)} is no tag`);
}

/** Some clients encode the colon of a digest. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
