import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { finished, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AwsError } from "../protocol/errors.ts";
import type { RequestHead, WireResponse } from "../protocol/wire.ts";
import { isAllowedHost } from "./host-guard.ts";
import { parseHead } from "./request-head.ts";

/** Answers requests that passed the Host check; what it throws becomes a bare 500. */
export type Answer = (
  head: RequestHead,
  request: IncomingMessage,
  context: { readonly requestId: string; readonly signal: AbortSignal },
) => Promise<WireResponse>;

export interface ListenerSettings {
  readonly answer: Answer;
  /** Host names beside loopback's. */
  readonly hosts: readonly string[];
  /** One line for each request that failed by our fault. */
  readonly log: (line: string) => void;
}

const HEADER_LIMIT = 32 * 1024;
/** S3 lets a part take long on a slow line; an hour without end is a lost client. */
const REQUEST_TIMEOUT_MS = 60 * 60 * 1000;

/** A `node:http` server for all services on one port. It does not listen yet. */
export function createListener(settings: ListenerSettings): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      headersTimeout: 30_000,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      serve(request, response, settings).catch((error: unknown) => {
        settings.log(`${request.method} ${request.url}: ${describe(error)}`);
        response.destroy();
      });
    },
  );
  // A client that resets its connection is no news.
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, hosts, log }: ListenerSettings,
): Promise<void> {
  const requestId = randomUUID();
  const gone = new AbortController();
  finished(response, () => gone.abort());
  const head = parseHead(request);
  if (!isAllowedHost(head.headers["host"], hosts)) {
    await send(request, response, wrongHost(head.headers["host"]), requestId);
    return;
  }
  const answered = await answer(head, request, { requestId, signal: gone.signal }).catch(
    (error: unknown): WireResponse => {
      log(`${requestId} ${head.method} ${head.path}: ${describe(error)}`);
      return { status: 500, headers: {} };
    },
  );
  await send(request, response, answered, requestId);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body = "" }: WireResponse,
  requestId: string,
): Promise<void> {
  response.statusCode = status;
  response.setHeader("x-amzn-requestid", requestId);
  response.setHeader("x-amz-request-id", requestId);
  response.setHeader("x-amz-id-2", "trainyard");
  for (const [name, value] of Object.entries(headers)) {
    // Node writes header bytes as Latin-1; S3's clients expect UTF-8.
    response.setHeader(name, Buffer.from(value, "utf8").toString("latin1"));
  }
  // An answer that comes before the body was read must not leave the client writing into nothing.
  if (!request.complete) request.resume();
  if (body instanceof Readable) {
    await pipeline(body, response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
    return;
  }
  if (status !== 204 && status !== 304 && request.method !== "HEAD") {
    response.setHeader("content-length", Buffer.byteLength(body));
  }
  response.end(request.method === "HEAD" ? undefined : body);
}

function wrongHost(host: string | undefined): WireResponse {
  const error = new AwsError(
    "AccessDenied",
    `This engine does not answer for the host ${JSON.stringify(host ?? "")}. Use 127.0.0.1 or localhost, or name the host in TRAINYARD_ENGINE_HOSTS.`,
    403,
  );
  return { status: 403, headers: { "content-type": "text/plain" }, body: `${error.message}\n` };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
