import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { toTargetError } from "@/lib/aws/errors";
import { findTarget, type Target } from "@/lib/aws/targets";
import { refusal } from "@/lib/dashboard/guard";
import { presence } from "@/lib/dashboard/presence";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";
import { readBody, readJson } from "./body";
import { logFault } from "./log";
import { problemResponse, toProblem } from "./problem";

// zod/mini, which the contracts use for the browser's sake, comes without sentences of its own.
z.config(z.locales.en());

type Schema = z.core.$ZodType | undefined;
type Parsed<S extends Schema> = S extends z.core.$ZodType ? z.output<S> : undefined;

/** What a handler expects; each part is parsed before the handler sees it. */
interface Expectations<P extends Schema, Q extends Schema, B extends Schema> {
  /** The path's parameters beside `target`. */
  readonly params?: P;
  /** The query; a name given twice keeps its last value. */
  readonly query?: Q;
  /** A JSON body of at most 1 MiB. */
  readonly body?: B;
  /** A body taken as it is, of at most this many bytes; excludes `body`. */
  readonly bytes?: { readonly max: number };
}

/** What a handler gets. */
export interface RouteInput<P extends Schema, Q extends Schema, B extends Schema> {
  readonly target: Target;
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  /** The body when the route asked for `bytes`, else empty. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
  /** Of the request's address, for the log. */
  readonly path: string;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

type RouteParams = Readonly<Record<string, string | string[] | undefined>>;
type NextHandler = (
  request: Request,
  context: { readonly params: Promise<RouteParams> },
) => Promise<Response>;

/** Far above any of our JSON bodies; files never pass through them. */
const MAX_JSON_BYTES = 1024 * 1024;

function guard(request: Request): void {
  const { rules } = presence();
  const { headers, method } = request;
  const reason = refusal(
    {
      method,
      // Every route is the API, however its address was spelled: /%61pi/ arrives here too.
      path: "/api/",
      host: headers.get("host"),
      origin: headers.get("origin"),
      fetchSite: headers.get("sec-fetch-site"),
    },
    // Without our own server nothing has checked who asks, so no name is ours.
    rules ?? { port: 0, allowedHosts: [] },
  );
  if (reason) throw new AppError(reason.code, { detail: reason.detail, fix: reason.fix });
}

function parse<S extends Schema>(schema: S | undefined, value: unknown): Parsed<S> {
  if (schema === undefined) return undefined as Parsed<S>;
  const result = z.safeParse(schema, value);
  if (result.success) return result.data as Parsed<S>;
  const fields = result.error.issues.map(({ path, message }) => ({
    path: path.map(String).join("."),
    message,
  }));
  throw new AppError("Invalid", {
    detail: fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; "),
    fields,
  });
}

function requireTarget(name: string | string[] | undefined): Target {
  const target = findTarget(String(name));
  if (target) return target;
  throw new AppError("UnknownTarget", { detail: problemSentences.unknownTarget(String(name)) });
}

/** Undefined becomes 204, a Response passes, anything else is sent as JSON. */
function answer(result: unknown, requestId: string): Response {
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  if (result instanceof Response) return result;
  if (result === undefined) return new Response(null, { status: 204, headers });
  return Response.json(result, { headers });
}

/**
 * Makes a route handler of a use case: checks who asks, finds the target, parses what came, and
 * answers with the result as JSON or with a problem (RFC 9457). Every handler under `app/api` is
 * made by it, which a test asserts.
 */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(expects: Expectations<P, Q, B>, handler: (input: RouteInput<P, Q, B>) => unknown): NextHandler {
  return async (request, context) => {
    const requestId = randomUUID();
    const { pathname: path, searchParams } = new URL(request.url);
    const at = { method: request.method, path };
    let target: Target | null = null;
    try {
      guard(request);
      const { target: name, ...params } = await context.params;
      target = requireTarget(name);
      const query = Object.fromEntries(searchParams);
      const result = await handler({
        target,
        params: parse(expects.params, params),
        query: parse(expects.query, query),
        body: expects.body
          ? parse(expects.body, await readJson(request, MAX_JSON_BYTES))
          : (undefined as Parsed<B>),
        bytes: await readBody(request, expects.bytes?.max ?? 0),
        headers: request.headers,
        path,
        signal: request.signal,
      });
      return answer(result, requestId);
    } catch (error) {
      const known = toTargetError(error, target);
      const problem = toProblem(known, requestId);
      if (problem.status >= 500) logFault(at, requestId, known);
      return problemResponse(problem);
    }
  };
}
