import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { presence } from "@/lib/dashboard/presence";
import { AppError } from "@/lib/domain/app-error";
import { route } from "./route";

const API = fileURLToPath(new URL("../../app/api", import.meta.url));

const routeFiles = readdirSync(API, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith("route.ts"),
);

describe("every file under app/api", () => {
  test("there are some", () => expect(routeFiles.length).toBeGreaterThan(10));

  test.each(routeFiles)("%s exports nothing that does not go through route()", (path) => {
    const exported = readFileSync(join(API, path), "utf8").match(/^export .*$/gm) ?? [];
    expect(exported.length).toBeGreaterThan(0);
    for (const line of exported) {
      expect(line).toMatch(/^export const (GET|HEAD|POST|PUT|PATCH|DELETE) = route\(/);
    }
  });
});

const ORIGIN = "http://127.0.0.1:3000";
const context = (target = "local") => ({ params: Promise.resolve({ target, name: "job-1" }) });

function request(init: RequestInit = {}, headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}/api/v1/local/training-jobs/job-1?limit=3`, {
    ...init,
    headers: { host: "127.0.0.1:3000", origin: ORIGIN, ...headers },
  });
}

beforeEach(() => {
  presence().rules = { port: 3000, allowedHosts: [] };
});

describe("route", () => {
  const echo = route(
    {
      params: z.object({ name: z.string() }),
      query: z.object({ limit: z.coerce.number() }),
      body: z.strictObject({ a: z.number() }),
    },
    ({ target, params, query, body }) => ({ target: target.name, params, query, body }),
  );
  const post = (body: string, headers: Record<string, string> = {}) =>
    echo(
      request({ method: "POST", body }, { "content-type": "application/json", ...headers }),
      context(),
    );

  test("hands over what it parsed and answers as JSON", async () => {
    const response = await post('{"a":1}');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      target: "local",
      params: { name: "job-1" },
      query: { limit: 3 },
      body: { a: 1 },
    });
  });

  test.each([
    ['{"a":"x"}', {}, 400, "Invalid"],
    ["{", {}, 400, "Invalid"],
    ['{"a":1}', { "content-type": "text/plain" }, 415, "UnsupportedMediaType"],
    ['{"a":1}', { "content-length": "99" }, 400, "Invalid"],
    ['{"a":1}', { "content-length": "9999999" }, 413, "TooLarge"],
    ['{"a":1}', { host: "evil.example" }, 403, "RefusedHost"],
    ['{"a":1}', { origin: "https://evil.example" }, 403, "RefusedOrigin"],
  ])("%s with %o is a problem %i %s", async (body, headers, status, code) => {
    const response = await post(body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code, requestId: expect.any(String) });
  });

  test("an unknown target is named", async () => {
    const read = route({}, () => ({}));
    const response = await read(request(), context("nowhere"));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: "UnknownTarget",
      detail: expect.stringContaining("nowhere"),
    });
  });

  test("without our own server in front, nothing is answered", async () => {
    presence().rules = null;
    const response = await route({}, () => ({}))(request(), context());
    expect(response.status).toBe(403);
  });

  test("nobody at the engine's address is said as such", async () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const failing = route({}, () => Promise.reject(refused));
    const response = await failing(request(), context());
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: "EngineNotRunning",
      detail: expect.stringContaining("http://127.0.0.1:4566"),
    });
  });

  test("an expected failure keeps its words", async () => {
    const failing = route({}, () => {
      throw new AppError("Conflict", { detail: "It is being deleted." });
    });
    const response = await failing(request(), context());
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ detail: "It is being deleted." });
  });
});
