import type { IncomingMessage } from "node:http";
import { AwsError } from "../protocol/errors.ts";
import type { Service } from "../protocol/operation.ts";
import { collect, verifiedBody } from "../protocol/signature/body.ts";
import { sha256Hex } from "../protocol/signature/canonical.ts";
import { type PresentedSignature, presentedSignature } from "../protocol/signature/parse.ts";
import {
  missingSignature,
  type VerifiedSignature,
  verifySignature,
} from "../protocol/signature/verify.ts";
import type { WireBody, WireResponse } from "../protocol/wire.ts";
import type { Clock } from "../state/clock.ts";
import { createDispatcher, protocolOf } from "./dispatch.ts";
import type { Answer } from "./listener.ts";
import type { RequestHead } from "./request-head.ts";
import { type RoutedService, routeOperation, routeService } from "./router.ts";

export interface AnswerSettings {
  readonly services: readonly Service[];
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly accountId: string;
  readonly region: string;
  readonly hosts: readonly string[];
  readonly now: () => Date;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Bodies of services other than S3 are read whole before the signature over them is checked. */
const BUFFERED_LIMIT = 64 * 1024 * 1024;
/** Global services sign for this region wherever the client is. */
const GLOBAL_REGION = "us-east-1";

/** Authenticates, routes, runs and encodes: everything between a request's head and its answer. */
export function createAnswer(settings: AnswerSettings): Answer {
  const dispatcher = createDispatcher(settings.services);
  return async (head, request, { requestId, signal }) => {
    let routed: RoutedService = { service: "s3", dialect: "s3" };
    const receivedAt = settings.clock.monotonic();
    try {
      const presented = presentedSignature(head);
      routed = routeService(head, presented);
      const { payload, action } = await authenticate(head, request, presented, routed, settings);
      const { operation, labels } = routeOperation(head, routed, action, settings.hosts);
      const protocol = await protocolOf(routed.service, routed.dialect);
      const { accountId, region } = settings;
      return await dispatcher.dispatch(
        routed.service,
        operation,
        protocol,
        { ...head, labels, body: payload },
        { requestId, accountId, region, signal, receivedAt },
      );
    } catch (error) {
      return encodeFailure(error, routed, head, requestId, settings.log);
    }
  };
}

interface Authenticated {
  readonly payload: WireBody;
  /** The Query protocol's `Action`. */
  readonly action: string | undefined;
}

async function authenticate(
  head: RequestHead,
  request: IncomingMessage,
  presented: PresentedSignature | undefined,
  routed: RoutedService,
  settings: AnswerSettings,
): Promise<Authenticated> {
  if (!presented) throw missingSignature(routed.dialect);
  const verify = (payloadHash: string): VerifiedSignature =>
    verifySignature(
      presented,
      {
        method: head.method,
        path: head.path,
        query: head.query.filter(([name]) => name !== "X-Amz-Signature"),
        headers: head.headers,
        payloadHash,
      },
      {
        credentials: settings.credentials,
        regions: regionsOf(routed, settings.region),
        now: settings.now(),
        dialect: routed.dialect,
      },
    );
  if (routed.dialect === "s3") {
    const payloadHash = s3PayloadHash(head, presented);
    const payload = verifiedBody(request, head.headers, payloadHash, verify(payloadHash));
    return { payload, action: undefined };
  }
  const bytes = await collect(request, BUFFERED_LIMIT);
  verify(sha256Hex(bytes));
  return {
    payload: bufferedBody(bytes),
    action: routed.dialect === "query" ? actionOf(head, bytes) : undefined,
  };
}

function regionsOf({ service }: RoutedService, region: string): string[] {
  return service === "iam" || service === "sts" ? [region, GLOBAL_REGION] : [region];
}

function s3PayloadHash(head: RequestHead, presented: PresentedSignature): string {
  const fromQuery = head.query.find(([name]) => name === "X-Amz-Content-Sha256")?.[1];
  const given = head.headers["x-amz-content-sha256"] ?? fromQuery;
  if (given !== undefined) return given;
  if (presented.place === "query") return "UNSIGNED-PAYLOAD";
  throw new AwsError(
    "InvalidRequest",
    "Missing required header for this request: x-amz-content-sha256",
  );
}

function bufferedBody(bytes: Buffer): WireBody {
  return {
    stream: () => {
      throw new Error("Only S3 has streaming payloads.");
    },
    bytes: async (limit) => {
      if (bytes.length <= limit) return bytes;
      throw new AwsError(
        "RequestEntityTooLarge",
        `The request body is larger than ${limit} bytes.`,
        413,
      );
    },
  };
}

function actionOf(head: RequestHead, bytes: Buffer): string | undefined {
  const inQuery = head.query.find(([name]) => name === "Action")?.[1];
  return inQuery ?? new URLSearchParams(bytes.toString("utf8")).get("Action") ?? undefined;
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
  const message = `We encountered an internal error. The engine's log has it under ${requestId}.`;
  return protocol.encodeError(new AwsError(code, message, 500), requestId);
}
