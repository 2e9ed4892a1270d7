import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { CreateRepositoryCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  codeOf,
  digestOf,
  type RegistryClient,
  registryClient,
} from "../../../testing/registry-client.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let registry: RegistryClient;

beforeAll(async () => {
  engine = await startTestEngine();
  registry = await registryClient(engine);
  for (const repositoryName of ["a1", "b1"])
    await registry.ecr.send(new CreateRepositoryCommand({ repositoryName }));
});

afterAll(() => engine.dispose());

const begin = async () => {
  const begun = await registry.request("POST", "a1/blobs/uploads/");
  expect(begun.status).toBe(202);
  return begun.headers.get("location") ?? "";
};
const patch = (location: string, bytes: Buffer, from?: number) =>
  registry.request("PATCH", location, {
    body: new Uint8Array(bytes),
    headers: {
      "content-type": "application/octet-stream",
      ...(from === undefined ? {} : { "content-range": `${from}-${from + bytes.length - 1}` }),
    },
  });
const pull = async (digest: string, repository = "a1") => {
  const answer = await registry.request("GET", `${repository}/blobs/${digest}`);
  // Compared by digest, since the test runner takes seconds for a megabyte.
  return digestOf(Buffer.from(await answer.arrayBuffer()));
};

test("a layer comes in chunks, whole with its digest, or in one request", async () => {
  const bytes = randomBytes(300_000);
  const location = await begin();
  expect((await patch(location, bytes.subarray(0, 100_000), 0)).headers.get("range")).toBe(
    "0-99999",
  );
  expect((await patch(location, bytes.subarray(100_000, 250_000), 100_000)).status).toBe(202);
  const done = await registry.request("PUT", `${location}?digest=${digestOf(bytes)}`, {
    body: new Uint8Array(bytes.subarray(250_000)),
  });
  expect(done.status).toBe(201);
  expect(done.headers.get("docker-content-digest")).toBe(digestOf(bytes));
  expect(await pull(digestOf(bytes))).toBe(digestOf(bytes));

  const whole = randomBytes(1000);
  const posted = await registry.request("POST", `a1/blobs/uploads/?digest=${digestOf(whole)}`, {
    body: new Uint8Array(whole),
  });
  expect(posted.status).toBe(201);
  expect(await pull(digestOf(whole))).toBe(digestOf(whole));

  const empty = Buffer.alloc(0);
  expect((await registry.pushBlob("a1", empty)).status).toBe(201);
  expect(await pull(digestOf(empty))).toBe(digestOf(empty));
});

test("a push goes on after a broken connection, and after a restart of the engine", async () => {
  const bytes = randomBytes(4_000_000);
  const location = await begin();
  const broken = httpRequest(new URL(location, engine.url), {
    method: "PATCH",
    headers: {
      authorization: `Basic ${registry.token}`,
      "content-length": bytes.length,
      "content-type": "application/octet-stream",
    },
  });
  const failed = once(broken, "error");
  broken.write(bytes.subarray(0, 1_500_000), () => broken.destroy(new Error("cut")));
  await failed;
  const arrived = await vi.waitUntil(async () => {
    const { headers } = await registry.request("GET", location);
    const last = Number(headers.get("range")?.split("-")[1]);
    return last > 0 ? last + 1 : undefined;
  });
  expect(arrived).toBeLessThanOrEqual(1_500_000);
  engine = await engine.restart();
  registry = await registryClient(engine);
  // A client that forgot where it was is told.
  const wrong = await patch(location, bytes.subarray(0, 10), 0);
  expect(wrong.status).toBe(416);
  expect(wrong.headers.get("range")).toBe(`0-${arrived - 1}`);
  expect((await patch(location, bytes.subarray(arrived), arrived)).status).toBe(202);
  const done = await registry.request("PUT", `${location}?digest=${digestOf(bytes)}`);
  expect(done.status).toBe(201);
  expect(await pull(digestOf(bytes))).toBe(digestOf(bytes));
});

test("bytes that are not what they were said to be are thrown away", async () => {
  const before = await readdir(join(engine.dataDirectory, "engine", "layers"));
  const location = await begin();
  await patch(location, Buffer.from("other"));
  const wrong = digestOf("promised");
  expect(await codeOf(await registry.request("PUT", `${location}?digest=${wrong}`))).toBe(
    "400 DIGEST_INVALID",
  );
  expect(await codeOf(await registry.request("GET", location))).toBe("404 BLOB_UPLOAD_UNKNOWN");
  expect((await registry.request("HEAD", `a1/blobs/${wrong}`)).status).toBe(404);
  expect(await readdir(join(engine.dataDirectory, "engine", "layers"))).toEqual(before);
});

test("a layer that is here is mounted, and kept once", async () => {
  const bytes = randomBytes(2000);
  await registry.pushBlob("a1", bytes);
  const before = await readdir(join(engine.dataDirectory, "engine", "layers"));
  const mounted = await registry.request(
    "POST",
    `b1/blobs/uploads/?mount=${digestOf(bytes)}&from=a1`,
  );
  expect(mounted.status).toBe(201);
  expect(await pull(digestOf(bytes), "b1")).toBe(digestOf(bytes));
  expect((await registry.pushBlob("b1", bytes)).status).toBe(201);
  expect(await readdir(join(engine.dataDirectory, "engine", "layers"))).toEqual(before);
  const absent = await registry.request(
    "POST",
    `b1/blobs/uploads/?mount=${digestOf("absent")}&from=a1`,
  );
  expect(absent.status).toBe(202);
});

test("a part of a layer is had by range", async () => {
  const bytes = randomBytes(5000);
  await registry.pushBlob("a1", bytes);
  const ranged = (range: string) =>
    registry.request("GET", `a1/blobs/${digestOf(bytes)}`, { headers: { range } });
  const middle = await ranged("bytes=1000-1999");
  expect([middle.status, middle.headers.get("content-range")]).toEqual([
    206,
    "bytes 1000-1999/5000",
  ]);
  expect(Buffer.from(await middle.arrayBuffer())).toEqual(bytes.subarray(1000, 2000));
  expect(Buffer.from(await (await ranged("bytes=-10")).arrayBuffer())).toEqual(
    bytes.subarray(4990),
  );
  expect(Buffer.from(await (await ranged("bytes=4999-")).arrayBuffer())).toEqual(
    bytes.subarray(4999),
  );
  expect(await codeOf(await ranged("bytes=5000-"))).toBe("416 RANGE_INVALID");
  expect((await ranged("lines=1-2")).status).toBe(200);
});

test("an upload is given up", async () => {
  const location = await begin();
  await patch(location, Buffer.from("bytes"));
  expect((await registry.request("DELETE", location)).status).toBe(204);
  expect(await codeOf(await registry.request("PATCH", location))).toBe("404 BLOB_UPLOAD_UNKNOWN");
  const other = (await begin()).replace("/a1/", "/b1/");
  expect(await codeOf(await registry.request("GET", other))).toBe("404 BLOB_UPLOAD_UNKNOWN");
});
