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

const APP = fileURLToPath(new URL("../../app", import.meta.url));

test("no route and no server action hides elsewhere, under any of Next's endings", () => {
  const sources = readdirSync(APP, { recursive: true, encoding: "utf8" });
  const handlers = sources.filter((path) => /(^|\/)route\.\w+$/.test(path));
  expect(handlers.filter((path) => !/^api\/v1\/\[target\]\/.*route\.ts$/.test(path))).toEqual([]);
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const files = readdirSync(root).filter((name) =>
    /^(src|pages|(proxy|middleware)\..*)$/.test(name),
  );
  expect(files).toEqual([]);
  const actions = sources
    .filter((path) => /\.[jt]sx?$/.test(path))
    .filter((path) => /["']use server["']/.test(readFileSync(join(APP, path), "utf8")));
  expect(actions).toEqual([]);
});

describe("every file under app/api", () => {
  test("there are some", () => expect(routeFiles.length).toBeGreaterThan(10));

  test.each(routeFiles)("%s exports nothing that does not go through route()", (path) => {
    const source = readFileSync(join(API, path), "utf8");
    const exported = source.match(/\bexport\b.*$/gm) ?? [];
    expect(exported.length).toBeGreaterThan(0);
    // Ours, not one of the file's own making under the same name.
    expect(source).toMatch(/^import \{[^}]*\broute\b[^}]*\} from "@\/lib\/server\/route";$/m);
    expect(source).not.toMatch(/\b(function|const|let|var) route\b|\bas route\b/);
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

  test("an address that is spelled in another way is checked like any other", async () => {
    const spelled = new Request(`${ORIGIN}/%61pi/v1/local/training-jobs/job-1?limit=3`, {
      headers: { host: "127.0.0.1:3000", "sec-fetch-site": "cross-site" },
    });
    expect((await route({}, () => ({}))(spelled, context())).status).toBe(403);
  });

  test("a sender that goes away is not taken for a service that is down", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
      },
    });
    const cut = request({ method: "POST", body, duplex: "half" } as RequestInit, {
      "content-type": "application/json",
    });
    const response = await route({ body: z.object({}) }, () => ({}))(cut, context());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "Invalid" });
  });

  test("keys that name an object's inside stay keys", async () => {
    const open = route(
      { body: z.strictObject({ values: z.record(z.string(), z.string()) }) },
      ({ body }) => body,
    );
    const send = (body: string) =>
      open(request({ method: "POST", body }, { "content-type": "application/json" }), context());
    const sent = await send('{"values":{"__proto__":"x","constructor":"y"}}');
    expect(sent.status).toBe(200);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    expect((await send('{"__proto__":{"values":{}}}')).status).toBe(400);
    expect((await send(`{"values":${"[".repeat(400_000)}${"]".repeat(400_000)}}`)).status).toBe(
      400,
    );
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
