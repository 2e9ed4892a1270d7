import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { forgetClients } from "./clients";
import { toTargetError } from "./errors";
import { ENGINE_LIMITS } from "./limits";
import { bucketExists } from "./s3-buckets";
import { headObject, putText, readStart } from "./s3-objects";
import type { Target } from "./targets";

vi.mock("@/lib/env/server", () => ({
  serverEnv: () => ({ network: { proxies: {}, caBundle: null } }),
}));

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly region?: string;
}

const ACCOUNT = "123456789012";
const OBJECT = { bucket: "some-bucket", key: "some/key" };
const EXPIRED = { status: 403, code: "ExpiredToken", message: "The security token is expired" };

/** What S3 and STS answer; null is well. */
let s3: Refusal;
let sts: Refusal | null;
let target: Target;

const errorXml = ({ code, message = "" }: Refusal) =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/** In AWS's own form: a HEAD has no body, and S3 says where a bucket is. */
const server = createServer((request: IncomingMessage, response) => {
  request.resume();
  const refusal = request.method === "POST" ? sts : s3;
  response.setHeader("content-type", "text/xml");
  response.statusCode = refusal?.status ?? 200;
  if (refusal?.region) response.setHeader("x-amz-bucket-region", refusal.region);
  if (request.method === "HEAD") response.end();
  else if (refusal === s3) response.end(errorXml(refusal));
  else if (refusal) response.end(`<ErrorResponse>${errorXml(refusal)}</ErrorResponse>`);
  else {
    response.end(
      `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
  }
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  target = {
    name: "stand-in",
    region: "eu-central-1",
    endpoint: null,
    configured: () => url,
    credentials: async () => ({ accessKeyId: "AKIA", secretAccessKey: "secret" }),
    profile: "team",
    roleArn: null,
    limits: ENGINE_LIMITS,
    onThisMachine: false,
  };
});

afterAll(() => server.close());

beforeEach(() => {
  sts = null;
  forgetClients(target);
});

async function fault(asked: Promise<unknown>) {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const { code, facts } = toTargetError(error, target);
  return { code, ...facts };
}

test("a HEAD that is refused without a word is the session's fault where that has ended", async () => {
  s3 = { status: 400, code: "" };
  sts = EXPIRED;
  expect(await fault(headObject(target, OBJECT))).toMatchObject({
    code: "CredentialsExpired",
    fix: expect.stringContaining("aws sso login --profile team"),
  });
});

test.each([
  ["HEAD", () => headObject(target, OBJECT), "s3:GetObject"],
  ["GET", () => readStart(target, OBJECT, 10), "s3:GetObject"],
  ["PUT", () => putText(target, OBJECT, "text", "text/plain"), "s3:PutObject"],
])("a %s that is denied without a name is said with the action", async (_, ask, action) => {
  s3 = { status: 403, code: "AccessDenied", message: "Access Denied" };
  expect(await fault(ask())).toMatchObject({ code: "AccessDenied", action });
});

test("a bucket of another account is told by its name, with what to do", async () => {
  s3 = { status: 403, code: "AccessDenied", region: "eu-central-1" };
  const said = await fault(bucketExists(target, "sagemaker-eu-central-1-123456789012"));
  expect(said).toMatchObject({ code: "AccessDenied", action: "s3:ListBucket" });
  expect(said.detail).toMatch(/sagemaker-eu-central-1-123456789012 belongs to another account/);
  expect(said.fix).toMatch(/allow s3:ListBucket/);
});

test.each([
  ["HEAD", 301, () => bucketExists(target, "elsewhere")],
  ["HEAD in a region of its own", 400, () => bucketExists(target, "elsewhere")],
  ["GET", 301, () => readStart(target, OBJECT, 10)],
])("a %s of a bucket that is elsewhere says where", async (_, status, ask) => {
  s3 = { status, code: "PermanentRedirect", region: "eu-west-1" };
  const { code, detail, fix } = await fault(ask());
  expect(code).toBe("Conflict");
  expect(detail).toBe("The bucket lies in eu-west-1, and this target is eu-central-1.");
  expect(fix).toContain("--aws profile:eu-west-1");
});

test("a key of KMS that may not be used is the action that is named, not S3's", async () => {
  const message = `User: arn:aws:iam::${ACCOUNT}:user/ana is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:${ACCOUNT}:key/1 because no identity-based policy allows the kms:GenerateDataKey action`;
  s3 = { status: 403, code: "AccessDenied", message };
  const said = await fault(putText(target, OBJECT, "text", "text/plain"));
  expect(said).toMatchObject({ code: "AccessDenied", action: "kms:GenerateDataKey" });
});

test("a key of KMS that is switched off is said in S3's words", async () => {
  const message = "arn:aws:kms:eu-central-1:123456789012:key/1 is disabled.";
  s3 = { status: 400, code: "KMS.DisabledException", message };
  expect(await fault(readStart(target, OBJECT, 10))).toMatchObject({
    code: "Invalid",
    detail: message,
  });
});
