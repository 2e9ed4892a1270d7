import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { CreateRepositoryCommand } from "@aws-sdk/client-ecr";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  codeOf,
  descriptor,
  digestOf,
  type RegistryClient,
  registryClient,
} from "../../../testing/registry-client.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let registry: RegistryClient;
let ahead = 0;

beforeAll(async () => {
  const clock = { now: () => new Date(Date.now() + ahead), monotonic: () => performance.now() };
  engine = await startTestEngine({}, clock);
  registry = await registryClient(engine);
  await registry.ecr.send(new CreateRepositoryCommand({ repositoryName: "model" }));
});

afterAll(() => engine.dispose());

/** What node:http and fetch would tidy up before it is sent. */
async function raw(head: string): Promise<string> {
  const { port } = new URL(engine.url);
  const socket = connect({ host: "127.0.0.1", port: Number(port) });
  await once(socket, "connect");
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test("the base address tells a client that it needs a token, and takes one", async () => {
  const refused = await fetch(new URL("/v2/", engine.url));
  expect(await codeOf(refused.clone())).toBe("401 UNAUTHORIZED");
  expect(refused.headers.get("www-authenticate")).toBe(
    `Basic realm="${engine.url}/",service="ecr.amazonaws.com"`,
  );
  const taken = await registry.request("GET", "/v2/");
  expect(taken.status).toBe(200);
  expect(taken.headers.get("docker-distribution-api-version")).toBe("registry/2.0");
});

test("tokens end after twelve hours, and cannot be made by others", async () => {
  const get = (authorization: string) =>
    fetch(new URL("/v2/", engine.url), { headers: { authorization } });
  const basic = (words: string) => `Basic ${Buffer.from(words).toString("base64")}`;
  const [, password = ""] = Buffer.from(registry.token, "base64").toString().split(":");
  const [expiry = "", signature = ""] = password.split(".");
  const { accessKeyId, secretAccessKey } = engine.credentials;
  for (const forged of [
    basic(`AWS:${Number(expiry) + 1}.${signature}`),
    basic(`root:${password}`),
    basic(`${accessKeyId}:${secretAccessKey}`),
    basic("AWS:"),
    basic("AWS:."),
    `Bearer ${registry.token}`,
    "Basic",
  ])
    expect((await get(forged)).status, forged).toBe(401);
  ahead += 12 * 3_600_000 + 1;
  expect((await get(`Basic ${registry.token}`)).status).toBe(401);
  ahead = 0;
});

test("neither a page nor another host's name gets an answer", async () => {
  for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }])
    expect(await codeOf(await registry.request("GET", "/v2/", { headers }))).toBe("403 DENIED");
  const rebound = await raw(
    `GET /v2/ HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Basic ${registry.token}`,
  );
  expect(rebound).toMatch(/^HTTP\/1.1 403 /);
});

test("a path is a name and nothing else", async () => {
  const { host } = new URL(engine.url);
  for (const path of [
    "/v2/../model/manifests/x",
    "/v2/model/../../etc/manifests/passwd",
    "/v2/%2e%2e/manifests/x",
    "/v2/model%2f..%2f../manifests/x",
    "/v2//manifests/x",
    "/v2/Model/manifests/x",
    "/v2/model/manifests/..%2f..%2fetc",
    "/v2/model/blobs/sha256:..%2f..%2fetc",
    "/v2/model/blobs/sha512:00",
    "/v2/model/unknown",
    "/v2/manifests/x",
  ]) {
    const answer = await raw(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Basic ${registry.token}`,
    );
    expect(answer, path).toMatch(/^HTTP\/1.1 400 /);
    expect(answer, path).toMatch(/(NAME|TAG|DIGEST)_INVALID/);
  }
  const upload = await registry.request("GET", "model/blobs/uploads/..%2f..");
  expect(await codeOf(upload)).toBe("404 BLOB_UPLOAD_UNKNOWN");
});

test("manifests that are no manifests are refused", async () => {
  const layer = Buffer.from("layer");
  await registry.pushBlob("model", layer);
  const image = { schemaVersion: 2, config: descriptor("x", layer), layers: [] };
  const put = async (manifest: object | string, type?: string) =>
    codeOf(await registry.putManifest("model", "x", manifest, type));
  expect(await put("not json")).toBe("400 MANIFEST_INVALID");
  expect(await put("[1]")).toBe("400 MANIFEST_INVALID");
  expect(await put("[".repeat(1_000_000))).toBe("400 MANIFEST_INVALID");
  expect(await put({ ...image, layers: "x" })).toBe("400 MANIFEST_INVALID");
  expect(await put({ ...image, mediaType: "text/plain" })).toBe("400 MANIFEST_INVALID");
  expect(await put(image, "text/plain")).toBe("400 MANIFEST_INVALID");
  expect(await put({ ...image, config: { ...image.config, size: 4 } })).toBe(
    "400 MANIFEST_INVALID",
  );
  expect(await put({ ...image, config: { ...image.config, digest: "sha256:../.." } })).toBe(
    "400 MANIFEST_INVALID",
  );
  expect(await put({ ...image, layers: [descriptor("x", Buffer.from("absent"))] })).toBe(
    "400 MANIFEST_BLOB_UNKNOWN",
  );
  expect(await put(" ".repeat(4 * 1024 * 1024 + 1))).toBe("413 SIZE_INVALID");
  const wrong = await registry.putManifest("model", digestOf("other"), image);
  expect(await codeOf(wrong)).toBe("400 DIGEST_INVALID");
  const schemaOne = "application/vnd.docker.distribution.manifest.v1+prettyjws";
  expect(await put({ schemaVersion: 1 }, schemaOne)).toBe("400 MANIFEST_INVALID");
});

test("what is not there is named, and what is not served is refused", async () => {
  expect(await codeOf(await registry.request("GET", "nope/tags/list"))).toBe("404 NAME_UNKNOWN");
  expect(await codeOf(await registry.request("POST", "nope/blobs/uploads/"))).toBe(
    "404 NAME_UNKNOWN",
  );
  expect(await codeOf(await registry.request("GET", "model/manifests/x"))).toBe(
    "404 MANIFEST_UNKNOWN",
  );
  expect(await codeOf(await registry.request("GET", `model/blobs/${digestOf("x")}`))).toBe(
    "404 BLOB_UNKNOWN",
  );
  expect(await codeOf(await registry.request("POST", "model/manifests/x"))).toBe("405 UNSUPPORTED");
  const layer = Buffer.from("kept");
  await registry.pushImage("model", "kept", "kept");
  const kept = await registry.request("DELETE", `model/blobs/${digestOf(layer)}`);
  expect(await codeOf(kept)).toBe("405 UNSUPPORTED");
});

test("an object below v2/ of a bucket's own host is not the registry's", async () => {
  const { host } = new URL(engine.url);
  const answer = await raw(`GET /v2/ HTTP/1.1\r\nHost: data.localhost:${host.split(":")[1]}`);
  expect(answer).toContain("AccessDenied");
  const s3 = new S3Client(engine.client);
  const list = new ListObjectsV2Command({ Bucket: "sagemaker-us-east-1-000000000000" });
  expect((await s3.send(list)).KeyCount).toBe(0);
});
