export const LAST_TARGET_COOKIE = "trainyard-target";

const ONE_YEAR_S = 365 * 24 * 60 * 60;

/** Remembers where `/` leads. A cookie, since the server has to know before the first page. */
export function rememberTarget(target: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = `${LAST_TARGET_COOKIE}=${target}; path=/; max-age=${ONE_YEAR_S}; samesite=strict`;
}
