import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DashboardConfig } from "./config.ts";
import { type GuardRules, type Refusal, refusal } from "./guard.ts";
import { assetPolicy, FIXED_HEADERS, pagePolicy } from "./headers.ts";
import { presence } from "./presence.ts";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Dashboard {
  readonly url: string;
  /** Ends live streams with a goodbye and waits for the rest, for `STOP_DEADLINE_MS` at most. */
  stop(): Promise<void>;
}

/** The launcher promises ten seconds for everything. */
export const STOP_DEADLINE_MS = 8000;

const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
};

const pathOf = (request: IncomingMessage): string => request.url?.split("?", 1)[0] ?? "/";

function refusalOf(request: IncomingMessage, rules: GuardRules): Refusal | null {
  return refusal(
    {
      method: request.method ?? "GET",
      path: pathOf(request),
      host: header(request, "host"),
      origin: header(request, "origin"),
      fetchSite: header(request, "sec-fetch-site"),
    },
    rules,
  );
}

function refuse(response: ServerResponse, { code, detail, fix }: Refusal): void {
  // The rest of the body is of no interest, so the connection cannot be used again.
  response.writeHead(403, { "content-type": "application/problem+json", connection: "close" });
  response.end(
    JSON.stringify({ type: "about:blank", title: "Refused", status: 403, code, detail, fix }),
  );
}

/**
 * Whether the address is a path of this server that can be decoded. Next takes a whole address as
 * a place to redirect to, and fails on what is no UTF-8.
 */
function isReadable({ url = "" }: IncomingMessage): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function sayUnreadable(response: ServerResponse): void {
  response.writeHead(400, { "content-type": "application/problem+json", connection: "close" });
  response.end(
    JSON.stringify({
      type: "about:blank",
      title: "Not an address",
      status: 400,
      code: "Invalid",
      detail: "The address of the request cannot be read.",
      fix: "Send a path that begins with a slash, encoded as UTF-8.",
    }),
  );
}

function isPage(path: string): boolean {
  return !(path.startsWith("/_next/") || path.startsWith("/api/"));
}

/**
 * Next takes the nonce for its own scripts from the policy in the *request*; what a client sent
 * under these names is overwritten.
 */
function applyPolicy(request: IncomingMessage, response: ServerResponse, config: DashboardConfig) {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, config);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  const isPagePath = isPage(pathOf(request));
  response.setHeader("content-security-policy", isPagePath ? policy : assetPolicy(config));
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.setHeader(name, value);
}

function health(response: ServerResponse): void {
  const { stopping } = presence();
  response.writeHead(stopping ? 503 : 200, {
    "content-type": "application/json",
    ...(stopping ? { connection: "close" } : {}),
    "cache-control": "no-store",
  });
  response.end(JSON.stringify({ status: stopping ? "stopping" : "ok" }));
}

/** While the process ends, nothing new is begun and no connection is kept. */
function sayGoodbye(response: ServerResponse): void {
  response.writeHead(503, {
    "content-type": "application/problem+json",
    connection: "close",
    "retry-after": "2",
  });
  response.end(
    JSON.stringify({
      type: "about:blank",
      title: "Trainyard is stopping",
      status: 503,
      code: "Stopping",
      detail: "The dashboard is being stopped and takes no new work.",
      fix: "Start it again with npm start.",
    }),
  );
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  config: DashboardConfig,
  rules: GuardRules,
  handler: RequestHandler,
): void {
  applyPolicy(request, response, config);
  const reason = refusalOf(request, rules);
  if (reason) refuse(response, reason);
  else if (!isReadable(request)) sayUnreadable(response);
  else if (pathOf(request) === "/healthz") health(response);
  else if (presence().stopping) sayGoodbye(response);
  else void handler(request, response);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function stop(server: Server): Promise<void> {
  const here = presence();
  here.stopping = true;
  for (const stream of here.streams) stream.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when the server closed is idle later, and is kept open until then.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_DEADLINE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}

/**
 * Listens on loopback and passes what the guard lets through to `handler`. Bodies reach the
 * handler as they arrive; nothing in between reads or bounds them, so nothing can cut them short.
 * @throws when the port is taken (`EADDRINUSE`).
 */
export async function startServer(
  config: DashboardConfig,
  handler: RequestHandler,
): Promise<Dashboard> {
  let rules: GuardRules = { port: config.port, allowedHosts: config.allowedHosts };
  const server = createServer((request, response) =>
    answer(request, response, config, rules, handler),
  );
  server.prependListener("upgrade", (request, socket) => {
    // Only the development server speaks WebSocket, and only to our own pages.
    const fromUs = header(request, "origin") !== null && refusalOf(request, rules) === null;
    if (!(config.dev && fromUs)) socket.destroy();
  });
  const port = await listen(server, config.port, config.host);
  rules = { ...rules, port };
  presence().rules = rules;
  const name = config.host === "::1" ? "[::1]" : config.host;
  return { url: `http://${name}:${port}`, stop: () => stop(server) };
}
