import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { configuredEndpoints } from "@/lib/dashboard/configured-endpoints";
import { presence } from "@/lib/dashboard/presence";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { accountIdOf, forgetClients } from "./clients";
import { toTargetError } from "./errors";
import { findTarget, type Target } from "./targets";

const PROFILES = ["default", "keys", "process", "role", "session", "cut", "failing"];
const REGION = "eu-central-1";
const START = "https://example.awsapps.com/start";

let account: TestEngine;
let folder: string;
let roles: Server;
/** The role and session that were asked for, as STS is asked. */
let assumed: URLSearchParams | null = null;

const known = (profile: string): Target => {
  const target = findTarget(`${profile}-${REGION}`);
  if (!target) throw new Error(`${profile} is not configured`);
  return target;
};

/** The engine serves no AssumeRole: this hands out its keys for any role. */
function startRoles(): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    assumed = new URLSearchParams(Buffer.concat(chunks).toString());
    const { accessKeyId, secretAccessKey } = account.credentials;
    response.setHeader("content-type", "text/xml");
    response.end(
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  }).listen(0, "127.0.0.1");
}

async function writeProfiles(): Promise<void> {
  const { accessKeyId, secretAccessKey } = account.credentials;
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  const answer = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
  await writeFile(join(folder, "answer.json"), JSON.stringify(answer));
  await writeFile(join(folder, "credentials"), `[keys]\n${keys}`);
  await writeFile(
    join(folder, "config"),
    `[profile process]
credential_process = cat ${join(folder, "answer.json")}
[profile failing]
credential_process = cat ${join(folder, "no-such-secret-store")}
[profile role]
role_arn = arn:aws:iam::123456789012:role/people
source_profile = keys
role_session_name = trainyard
[profile cut]
role_arn = arn:aws:iam::123456789012:role/people
source_profile = not-there
[profile session]
sso_session = company
sso_account_id = 123456789012
sso_role_name = people
[sso-session company]
sso_start_url = ${START}
sso_region = ${REGION}
`,
  );
  const cache = join(folder, ".aws", "sso", "cache");
  await mkdir(cache, { recursive: true });
  const token = {
    startUrl: START,
    region: REGION,
    accessToken: "old",
    expiresAt: "2020-01-01T00:00:00Z",
  };
  const name = createHash("sha1").update("company").digest("hex");
  await writeFile(join(cache, `${name}.json`), JSON.stringify(token));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trainyard-chain-"));
  account = await startTestEngine({ accountId: "123456789012", region: REGION });
  roles = startRoles();
  await writeProfiles();
  const env = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_ENDPOINT_URL: account.url,
    AWS_EC2_METADATA_DISABLED: "true",
    TRAINYARD_AWS_TARGETS: PROFILES.map((profile) => `${profile}:${REGION}`).join(","),
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  presence().endpoints = new Map(
    await Promise.all(
      PROFILES.map(async (name) => [name, await configuredEndpoints(name, env)] as const),
    ),
  );
});

afterAll(async () => {
  vi.unstubAllEnvs();
  presence().endpoints = new Map();
  roles.close();
  await Promise.all([account.dispose(), rm(folder, { recursive: true })]);
});

afterEach(() => {
  // The SDK warns of keys beside a profile.
  for (const half of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(half, undefined);
  for (const profile of PROFILES) forgetClients(known(profile));
});

const fault = async (profile: string) => {
  const target = known(profile);
  return toTargetError(await accountIdOf(target).catch((error: unknown) => error), target);
};

test.each(["keys", "process"])("a profile of %s signs", async (profile) => {
  expect(await accountIdOf(known(profile))).toBe("123456789012");
});

test("a role is assumed with the keys of its source", async () => {
  // The address of the chain's own calls, which are not the dashboard's.
  vi.stubEnv("AWS_ENDPOINT_URL_STS", `http://127.0.0.1:${(roles.address() as AddressInfo).port}`);
  expect(await accountIdOf(known("role"))).toBe("123456789012");
  expect(assumed?.get("RoleArn")).toBe("arn:aws:iam::123456789012:role/people");
  expect(assumed?.get("RoleSessionName")).toBe("trainyard");
});

test("the default target takes the variables, and says when there is nothing", async () => {
  vi.stubEnv("AWS_PROFILE", "");
  const missing = await fault("default");
  expect(missing.code).toBe("CredentialsMissing");
  expect(missing.facts.fix).toContain("aws configure --profile default");
  vi.stubEnv("AWS_ACCESS_KEY_ID", account.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", account.credentials.secretAccessKey);
  expect(await accountIdOf(known("default"))).toBe("123456789012");
});

test("a session that ended at the provider names the command that begins another", async () => {
  const ended = await fault("session");
  expect(ended.code).toBe("CredentialsExpired");
  expect(ended.facts.fix).toContain("aws sso login --profile session");
});

test.each(["cut", "failing"])(
  "a profile that leads nowhere (%s) is missing keys",
  async (profile) => {
    const missing = await fault(profile);
    expect(missing.code).toBe("CredentialsMissing");
    // The process's command line may hold a secret.
    expect(JSON.stringify([missing.facts.detail, missing.facts.fix])).not.toContain(
      "no-such-secret",
    );
  },
);
