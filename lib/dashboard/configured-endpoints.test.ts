import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configuredEndpoints } from "./configured-endpoints.ts";

const CONFIG = `
[default]
endpoint_url = http://127.0.0.1:1
[profile team]
endpoint_url = http://127.0.0.1:2
[profile split]
services = pieces
endpoint_url = http://127.0.0.1:2
[services pieces]
s3 =
  endpoint_url = http://127.0.0.1:3
sagemaker_runtime =
  endpoint_url = http://127.0.0.1:4
[profile plain]
region = eu-west-1
[profile deaf]
ignore_configured_endpoint_urls = true
endpoint_url = http://127.0.0.1:2
[profile broken]
endpoint_url = nowhere
[profile dangling]
services = absent
`;

let folder: string;
let files: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trainyard-endpoints-"));
  await writeFile(join(folder, "config"), CONFIG);
  await writeFile(join(folder, "credentials"), "[plain]\naws_access_key_id = AKIA\n");
  files = {
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  };
});

afterAll(() => rm(folder, { recursive: true }));

const ask = async (profile: string, env: Record<string, string> = {}) => {
  const of = await configuredEndpoints(profile, { ...files, ...env });
  return ["S3", "SageMaker Runtime", "STS"].map(of);
};
const everywhere = (url: string | null) => [url, url, url];
const at = (port: number) => `http://127.0.0.1:${port}`;

describe("configuredEndpoints", () => {
  test("a profile's address is its own", async () => {
    expect(await ask("team")).toEqual(everywhere(at(2)));
  });

  test("the default profile's address is not another profile's", async () => {
    expect(await ask("plain")).toEqual(everywhere(null));
    expect(await ask("default")).toEqual(everywhere(at(1)));
    expect(await ask("default", { AWS_PROFILE: "team" })).toEqual(everywhere(at(2)));
  });

  test("services have addresses of their own, and variables go before files", async () => {
    expect(await ask("split")).toEqual([at(3), at(4), at(2)]);
    expect(await ask("split", { AWS_ENDPOINT_URL: at(5) })).toEqual(everywhere(at(5)));
    expect(await ask("team", { AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: at(6) })).toEqual([
      at(2),
      at(6),
      at(2),
    ]);
  });

  test("what is configured may be ignored, by profile and by variable", async () => {
    expect(await ask("deaf")).toEqual(everywhere(null));
    const env = { AWS_ENDPOINT_URL: at(5), AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" };
    expect(await ask("team", env)).toEqual(everywhere(null));
  });

  test("what cannot be meant is said with the profile's name", async () => {
    await expect(ask("broken")).rejects.toThrow(/"nowhere" of the profile "broken"/);
    await expect(ask("dangling")).rejects.toThrow(/"dangling" names the services section "absent"/);
  });
});
