import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRepositoryCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProcess, startEngineProcess } from "../../../testing/engine-process.ts";
import { digestOf, type RegistryClient, registryClient } from "../../../testing/registry-client.ts";

let data: string;
let engine: EngineProcess;
let registry: RegistryClient;

const start = async () => {
  engine = await startEngineProcess(data);
  registry = await registryClient(engine);
};

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "trainyard-registry-"));
  await start();
  await registry.ecr.send(new CreateRepositoryCommand({ repositoryName: "kept" }));
}, 60_000);

afterAll(async () => {
  await engine.end("SIGTERM");
  await rm(data, { recursive: true, force: true });
});

test("what was acknowledged of a push survives the engine's death", async () => {
  const bytes = randomBytes(2_000_000);
  const half = bytes.length / 2;
  const begun = await registry.request("POST", "kept/blobs/uploads/");
  const location = begun.headers.get("location") ?? "";
  const patched = await registry.request("PATCH", location, {
    body: new Uint8Array(bytes.subarray(0, half)),
  });
  expect(patched.status).toBe(202);
  const { digest, manifest } = await registry.pushImage("kept", "1");
  await engine.end("SIGKILL");
  // What a write that was cut off leaves.
  await writeFile(join(data, "engine", "layers", "0".repeat(32)), "stray");
  await start();

  expect(await readdir(join(data, "engine", "layers"))).not.toContain("0".repeat(32));
  const stand = await registry.request("GET", location);
  expect(stand.headers.get("range")).toBe(`0-${half - 1}`);
  const done = await registry.request("PUT", `${location}?digest=${digestOf(bytes)}`, {
    body: new Uint8Array(bytes.subarray(half)),
  });
  expect(done.status).toBe(201);
  const layer = await registry.request("GET", `kept/blobs/${digestOf(bytes)}`);
  expect(digestOf(Buffer.from(await layer.arrayBuffer()))).toBe(digestOf(bytes));
  const pulled = await registry.request("GET", "kept/manifests/1");
  expect(await pulled.text()).toBe(manifest);
  expect(pulled.headers.get("docker-content-digest")).toBe(digest);
}, 60_000);
