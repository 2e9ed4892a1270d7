const DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const SUFFIX = /^(?<name>[^:@]+)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * Whether Docker could take the text for an image's reference. Nothing else may reach its API, which
 * has references in its paths.
 */
export function isImageReference(text: string): boolean {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return true;
  if (text.length > 512) return false;
  const parts = text.split("/");
  const [first = ""] = parts;
  const hasDomain = parts.length > 1 && (/[.:]/.test(first) || first === "localhost");
  if (hasDomain && !DOMAIN.test(first)) return false;
  const path = hasDomain ? parts.slice(1) : parts;
  const last = SUFFIX.exec(path.at(-1) ?? "")?.groups?.["name"];
  return last !== undefined && [...path.slice(0, -1), last].every((part) => COMPONENT.test(part));
}
