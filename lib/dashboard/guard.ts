/** What the guard looks at: lower-case header values, null when the header is absent. */
export interface GuardedRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
}

export interface GuardRules {
  readonly port: number;
  /** Further accepted Host values, as `name` or `name:port`, lower case. */
  readonly allowedHosts: readonly string[];
}

export interface Refusal {
  readonly code: "RefusedHost" | "RefusedOrigin";
  readonly detail: string;
  readonly fix: string;
}

const READS: readonly string[] = ["GET", "HEAD"];

const loopbackHosts = (port: number): string[] =>
  ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);

/** A browser leaves the default port out of Host. */
const withPort = (host: string): string => (/:\d+$/.test(host) ? host : `${host}:80`);

function hostIsAccepted(host: string, { port, allowedHosts }: GuardRules): boolean {
  const name = host.toLowerCase();
  return loopbackHosts(port).includes(withPort(name)) || allowedHosts.includes(name);
}

const isSameOrigin = (origin: string, host: string): boolean =>
  URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host;

/**
 * Why a request must not be answered, or null when it may be.
 *
 * Any web page can send requests to a server on this machine, and with DNS rebinding it can read
 * the answers too. So the name that was asked for must be ours, and whatever changes something,
 * opens a stream or reads the API must come from our own pages. Browsers send `Origin` with every
 * request that is not GET or HEAD, so one that carries neither header did not come from a page of
 * this dashboard and is refused as well. GET may come without both: over plain HTTP to a name that
 * is not this machine, browsers send neither with a stream of the same origin.
 */
export function refusal(request: GuardedRequest, rules: GuardRules): Refusal | null {
  const { host, method, path } = request;
  if (host === null || !hostIsAccepted(host, rules)) return badHost(host, rules);
  const reads = READS.includes(method);
  if (reads && !path.startsWith("/api/")) return null;
  return cameFromOurPages(request, host, reads) ? null : badOrigin(host);
}

function cameFromOurPages(request: GuardedRequest, host: string, reads: boolean): boolean {
  const { origin, fetchSite } = request;
  if (origin === null && fetchSite === null) return reads;
  if (origin !== null && !isSameOrigin(origin, host)) return false;
  // "none" is an address that was typed or opened from a bookmark.
  return fetchSite === null || fetchSite === "same-origin" || (reads && fetchSite === "none");
}

const badHost = (host: string | null, { port }: GuardRules): Refusal => ({
  code: "RefusedHost",
  detail: `This dashboard does not answer for ${host === null ? "a request without Host" : `"${host}"`}.`,
  fix: `Open http://127.0.0.1:${port}, or name the host in TRAINYARD_ALLOWED_HOSTS and start again.`,
});

const badOrigin = (host: string): Refusal => ({
  code: "RefusedOrigin",
  detail: "The request does not come from a page of this dashboard, so it was not carried out.",
  fix: `Use the dashboard's own pages. A script sends the header "Origin: http://${host}".`,
});
