import type { IncomingMessage } from "node:http";
import { AwsError } from "../protocol/errors.ts";
import { collect, verifiedBody } from "../protocol/signature/body.ts";
import { sha256Hex } from "../protocol/signature/canonical.ts";
import type { PresentedSignature } from "../protocol/signature/parse.ts";
import {
  missingSignature,
  type VerifiedSignature,
  verifySignature,
} from "../protocol/signature/verify.ts";
import { isVersionTwo, verifyVersionTwo } from "../protocol/signature/version-two.ts";
import type { RequestHead, WireBody } from "../protocol/wire.ts";
import type { Clock } from "../state/clock.ts";
import { bucketOfHost } from "./host-guard.ts";
import type { RoutedService } from "./router.ts";

interface AuthenticationSettings {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
  readonly hosts: readonly string[];
  readonly clock: Clock;
}

/** Bodies of services other than S3 are read whole before the signature over them is checked. */
const BUFFERED_LIMIT = 64 * 1024 * 1024;
/** Global services sign for this region wherever the client is. */
const GLOBAL_REGION = "us-east-1";

interface Authenticated {
  readonly body: WireBody;
  /** The Query protocol's `Action`. */
  readonly action: string | undefined;
}

/** Proves who sent a request; its body is proved while it is read. Throws the service's own refusal. */
export async function authenticate(
  head: RequestHead,
  request: IncomingMessage,
  presented: PresentedSignature | undefined,
  routed: RoutedService,
  settings: AuthenticationSettings,
): Promise<Authenticated> {
  const { credentials, clock } = settings;
  if (routed.dialect === "s3" && isVersionTwo(head)) {
    verifyVersionTwo(head, signedResource(head, settings.hosts), credentials, clock.now());
    return { body: verifiedBody(request, head.headers, "UNSIGNED-PAYLOAD"), action: undefined };
  }
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
        credentials,
        regions: regionsOf(routed, settings.region),
        now: clock.now(),
        dialect: routed.dialect,
      },
    );
  if (routed.dialect === "s3") {
    const payloadHash = s3PayloadHash(head, presented);
    const body = verifiedBody(request, head.headers, payloadHash, verify(payloadHash));
    return { body, action: undefined };
  }
  const bytes = await collect(request, BUFFERED_LIMIT);
  verify(sha256Hex(bytes));
  return {
    body: bufferedBody(bytes),
    action: routed.dialect === "query" ? actionOf(head, bytes) : undefined,
  };
}

/** Version 2 signs the path with the bucket in front, wherever the request had it. */
function signedResource({ path, headers }: RequestHead, hosts: readonly string[]): string {
  const bucket = bucketOfHost(headers["host"], hosts);
  return bucket === undefined ? path : `/${bucket}${path}`;
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
