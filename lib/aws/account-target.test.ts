import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { configuredEndpoints } from "@/lib/dashboard/configured-endpoints";
import { presence } from "@/lib/dashboard/presence";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { accountIdOf, clientsFor, forgetClients } from "./clients";
import { toTargetError } from "./errors";
import { presignPut } from "./s3-presign";
import { findTarget, type Target } from "./targets";

/** A second engine stands in for AWS: it is reached by a profile alone. */
let home: TestEngine;
let account: TestEngine;
let folder: string;
let local: Target;
let team: Target;

const signIn = (keys: TestEngine["credentials"], extra = "") =>
  writeFile(
    join(folder, "credentials"),
    `[team]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n${extra}`,
  );

const known = (name: string): Target => {
  const target = findTarget(name);
  if (!target) throw new Error(`${name} is not configured`);
  return target;
};

beforeAll(async () => {
  [home, account, folder] = await Promise.all([
    startTestEngine(),
    startTestEngine({ accountId: "123456789012", region: "eu-central-1" }),
    mkdtemp(join(tmpdir(), "trainyard-profile-")),
  ]);
  await writeFile(join(folder, "config"), `[profile team]\nendpoint_url = ${account.url}\n`);
  await signIn(account.credentials);
  const env = {
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    TRAINYARD_AWS_TARGETS: "team:eu-central-1,absent:eu-central-1",
    TRAINYARD_ENGINE_URL: home.url,
    TRAINYARD_ACCESS_KEY_ID: home.credentials.accessKeyId,
    TRAINYARD_SECRET_ACCESS_KEY: home.credentials.secretAccessKey,
    // Whatever the environment says of AWS is not about the engine.
    AWS_ENDPOINT_URL_SAGEMAKER: "http://127.0.0.1:1",
    AWS_USE_FIPS_ENDPOINT: "true",
    AWS_USE_DUALSTACK_ENDPOINT: "true",
    AWS_PROFILE: "absent",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { AWS_ENDPOINT_URL_SAGEMAKER: _, ...filesOnly } = env;
  const endpoints = await Promise.all(
    ["team", "absent"].map(
      async (name) => [name, await configuredEndpoints(name, filesOnly)] as const,
    ),
  );
  presence().endpoints = new Map(endpoints);
  local = known("local");
  team = known("team-eu-central-1");
});

afterAll(async () => {
  vi.unstubAllEnvs();
  presence().endpoints = new Map();
  await Promise.all([home.dispose(), account.dispose(), rm(folder, { recursive: true })]);
});

beforeEach(() => {
  forgetClients(team);
  forgetClients(local);
});

const fault = async (target: Target) =>
  toTargetError(await accountIdOf(target).catch((error: unknown) => error), target);

describe("targets side by side", () => {
  test("each reaches its own account, by its own address and credentials", async () => {
    expect(await accountIdOf(local)).toBe("000000000000");
    expect(await accountIdOf(team)).toBe("123456789012");
  });

  test.each(["true", "false"])(
    "ignoring configured endpoints (%s) leaves this machine alone",
    async (flag) => {
      vi.stubEnv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", flag);
      const [own, other] = await Promise.all(
        [local, team].map(async (target) => {
          const { endpoint } = clientsFor(target).sagemaker.config;
          return (await endpoint?.())?.port;
        }),
      );
      expect([own, other]).toEqual([home, account].map(({ url }) => Number(new URL(url).port)));
      expect(await accountIdOf(local)).toBe("000000000000");
    },
  );

  test("uploads go to the same address, with the bucket in the path", async () => {
    const { url } = await presignPut(team, { bucket: "some-bucket", key: "a/b" });
    expect(url).toMatch(new RegExp(`^${account.url}/some-bucket/a/b\\?`));
    expect(url).toContain("eu-central-1");
  });
});

describe("credentials", () => {
  test("keys that were renewed in the file are taken without a restart", async () => {
    await signIn({ accessKeyId: account.credentials.accessKeyId, secretAccessKey: "wrong-secret" });
    const refused = await fault(team);
    expect(refused.code).toBe("CredentialsRefused");
    expect(refused.facts.fix).toContain("aws configure --profile team");
    await signIn(account.credentials);
    expect(await accountIdOf(team)).toBe("123456789012");
  });

  test("a profile that is not there is said with the command that makes it", async () => {
    const missing = await fault(known("absent-eu-central-1"));
    expect(missing.code).toBe("CredentialsMissing");
    expect(missing.facts.fix).toContain("aws configure --profile absent");
  });

  test.each([
    ["ExpiredToken", "The security token included in the request is expired"],
    ["ExpiredTokenException", "The security token included in the request is expired"],
    [
      "CredentialsProviderError",
      "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
    ],
  ])("%s is a session that has ended", (name, message) => {
    const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
    expect(toTargetError(error, team)).toMatchObject({
      code: "CredentialsExpired",
      facts: { fix: expect.stringContaining("aws sso login --profile team") },
    });
  });

  test.each([
    [
      "SignatureDoesNotMatch",
      "Signature expired: 20261121T1000Z is now earlier than 20261121T1010Z",
    ],
    ["InvalidSignatureException", "Signature not yet current: 20261121T1010Z is still later than"],
    [
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    ],
  ])("%s for a wrong clock says so, not that the secret is wrong", (name, message) => {
    const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } });
    expect(toTargetError(error, team)).toMatchObject({
      code: "CredentialsRefused",
      facts: {
        detail: expect.stringContaining("clock"),
        fix: expect.stringContaining("Set the clock"),
      },
    });
  });

  test.each([
    ["PermanentRedirect", 301],
    // A HEAD has no body that would name it.
    ["301", 301],
    ["AuthorizationHeaderMalformed", 400],
  ])("%s is a bucket of another region", (name, httpStatusCode) => {
    const error = Object.assign(new Error(""), { name, $metadata: { httpStatusCode } });
    expect(toTargetError(error, team)).toMatchObject({
      code: "Conflict",
      facts: { detail: expect.stringContaining("another region") },
    });
  });

  test("a key that may not be used is named as the permission that is missing", () => {
    const message =
      "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext";
    const error = Object.assign(new Error(message), {
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
    expect(toTargetError(error, team).facts.action).toBe("kms:Decrypt");
  });

  test("nobody at the engine's address is the engine's fault, not the network's", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(toTargetError(refused, local).code).toBe("EngineNotRunning");
    expect(toTargetError(refused, team).code).toBe("Unreachable");
  });
});
