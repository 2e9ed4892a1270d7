import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { accountIdOf, forgetClients } from "./clients";
import { toTargetError } from "./errors";
import { ACCOUNT_LIMITS } from "./limits";
import type { Target } from "./targets";

const target: Target = {
  name: "far-away",
  region: "eu-central-1",
  endpoint: null,
  configured: () => "http://sts.example.test",
  credentials: async () => ({ accessKeyId: "AKIA", secretAccessKey: "secret" }),
  profile: "far",
  roleArn: null,
  limits: ACCOUNT_LIMITS,
  onThisMachine: false,
};

const network = vi.hoisted(() => ({ proxies: {}, caBundle: null as string | null }));
vi.mock("@/lib/env/server", () => ({ serverEnv: () => ({ network }) }));

afterEach(() => {
  forgetClients(target);
  Object.assign(network, { proxies: {}, caBundle: null });
});

test("calls of an account go through the proxy of the environment, but for those it exempts", async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "text/xml");
    response.end(
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  network.proxies = { HTTP_PROXY: url };
  expect(await accountIdOf(target)).toBe("123456789012");
  expect(asked).toEqual(["POST http://sts.example.test/"]);
  forgetClients(target);
  network.proxies = { HTTP_PROXY: url, NO_PROXY: ".example.test" };
  const direct = await accountIdOf(target).catch((error: unknown) => error);
  expect(toTargetError(direct, target).code).toBe("Unreachable");
  expect(asked).toHaveLength(1);
  proxy.close();
});

test("certificates that cannot be read are said with their path", async () => {
  const path = join(tmpdir(), "no-such-bundle.pem");
  network.caBundle = path;
  await expect(accountIdOf(target)).rejects.toMatchObject({
    code: "Unreachable",
    facts: { detail: expect.stringContaining(path) },
  });
});
