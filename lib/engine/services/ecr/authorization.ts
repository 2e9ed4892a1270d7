import { createHmac } from "node:crypto";
import { sameText } from "../../protocol/signature/verify.ts";
import type { Clock } from "../../state/clock.ts";
import type { Credentials } from "../../state/credentials.ts";

/** As long as ECR's. */
const LIFETIME_MS = 12 * 3_600_000;
/** The only user name of ECR's registries. */
const USER = "AWS";

/** What `docker login` is given: base64 of `AWS:` and a password. */
export interface AuthorizationToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * A password that says until when it holds, signed with the secret key: nothing has to be kept, and
 * with the key all of its passwords end.
 */
export function authorizationToken(credentials: Credentials, clock: Clock): AuthorizationToken {
  const expiresAt = new Date(clock.now().getTime() + LIFETIME_MS);
  const password = `${expiresAt.getTime()}.${signatureOf(String(expiresAt.getTime()), credentials)}`;
  return { token: Buffer.from(`${USER}:${password}`).toString("base64"), expiresAt };
}

/** Whether an `Authorization: Basic …` header carries a token of ours that still holds. */
export function isAuthorized(
  header: string | undefined,
  credentials: Credentials,
  clock: Clock,
): boolean {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? "")?.[1] ?? "";
  const given = /^AWS:(\d{1,15})\.([\w-]+)$/.exec(Buffer.from(encoded, "base64").toString("utf8"));
  const [, expiry = "", signature = ""] = given ?? [];
  return (
    sameText(signature, signatureOf(expiry, credentials)) && Number(expiry) > clock.now().getTime()
  );
}

/** Over both keys, so that it cannot be taken for the signature of an AWS request. */
function signatureOf(expiry: string, { accessKeyId, secretAccessKey }: Credentials): string {
  return createHmac("sha256", `registry ${secretAccessKey}`)
    .update(`${accessKeyId} ${expiry}`)
    .digest("base64url");
}
