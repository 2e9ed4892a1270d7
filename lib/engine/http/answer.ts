import { AwsError } from "../protocol/errors.ts";
import type { Service } from "../protocol/operation.ts";
import { presentedSignature } from "../protocol/signature/parse.ts";
import type { RequestHead, WireResponse } from "../protocol/wire.ts";
import type { BucketStore } from "../state/buckets.ts";
import type { Clock } from "../state/clock.ts";
import { DISK_FULL, isDiskFull } from "../state/disk-full.ts";
import type { Reserve } from "../state/reserve.ts";
import { authenticate } from "./authenticate.ts";
import { createCors } from "./cors.ts";
import { createDispatcher, protocolOf } from "./dispatch.ts";
import type { Answer } from "./listener.ts";
import { formatOf, type RoutedService, routeOperation, routeService } from "./router.ts";
import { addressed } from "./s3-routes.ts";
import { createThrottles, NO_THROTTLES } from "./throttles.ts";

export interface AnswerSettings {
  readonly services: readonly Service[];
  /** Whose CORS rules decide what pages of other origins may do. */
  readonly buckets: Pick<BucketStore, "cors">;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly accountId: string;
  readonly region: string;
  readonly hosts: readonly string[];
  /** Whether calls are refused that come faster than AWS answers them. */
  readonly throttles: "none" | "aws";
  readonly clock: Clock;
  readonly reserve: Reserve;
  readonly log: (line: string) => void;
}

/** Authenticates, routes, runs and encodes: everything between a request's head and its answer. */
export function createAnswer(settings: AnswerSettings): Answer {
  const { accountId, region, hosts, clock, log } = settings;
  const dispatcher = createDispatcher(settings);
  const cors = createCors(settings.buckets);
  const throttles = settings.throttles === "aws" ? createThrottles(clock) : NO_THROTTLES;
  return async (head, request, { requestId, signal }) => {
    let routed = formatOf(head);
    const receivedAt = clock.monotonic();
    const { bucket } = addressed(head, hosts);
    // Other services have no rules, so no page of another origin can read what they answer.
    const withCors = (response: WireResponse): WireResponse =>
      routed.service === "s3"
        ? { ...response, headers: { ...response.headers, ...cors.headers(head, bucket) } }
        : response;
    try {
      if (head.method === "OPTIONS") return cors.preflight(head, bucket);
      const presented = presentedSignature(head);
      routed = routeService(head, presented);
      const { body, action } = await authenticate(head, request, presented, routed, settings);
      const called = routeOperation(head, routed, action, hosts);
      const { operation, labels } = called;
      throttles.take(routed, called, head.method);
      const answered = await dispatcher.dispatch(
        routed.service,
        operation,
        await protocolOf(routed.service, routed.dialect),
        { ...(presented?.place === "query" ? withHoisted(head) : head), labels, body },
        { requestId, accountId, region, host: head.headers["host"] ?? "", signal, receivedAt },
      );
      return withCors(answered);
    } catch (error) {
      // A client that went away in the middle of its body is no fault of anybody here.
      const isGone = request.destroyed && !request.complete;
      const tell = isGone ? () => undefined : log;
      return withCors(await encodeFailure(error, routed, head, requestId, tell));
    }
  };
}

/** Presigners move `x-amz-` headers, such as metadata and checksums, into the signed query. */
function withHoisted(head: RequestHead): RequestHead {
  const hoisted = head.query
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("x-amz-"));
  return { ...head, headers: { ...Object.fromEntries(hoisted), ...head.headers } };
}

async function encodeFailure(
  error: unknown,
  { service, dialect }: RoutedService,
  head: RequestHead,
  requestId: string,
  log: (line: string) => void,
): Promise<WireResponse> {
  const protocol = await protocolOf(service, dialect);
  if (error instanceof AwsError) {
    if (error.status >= 500) {
      log(`${requestId} ${service} ${head.method} ${head.path}: ${error.code}: ${error.message}`);
    }
    return protocol.encodeError(error, requestId);
  }
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log(`${requestId} ${service} ${head.method} ${head.path}: ${cause}`);
  const code = dialect === "s3" ? "InternalError" : "InternalFailure";
  const message = isDiskFull(error)
    ? DISK_FULL
    : `We encountered an internal error. The engine's log has it under ${requestId}.`;
  return protocol.encodeError(new AwsError(code, message, 500), requestId);
}
