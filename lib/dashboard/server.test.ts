import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { presence } from "./presence.ts";
import { type Dashboard, startServer } from "./server.ts";

const PAGE = "<!doctype html>";

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

let dashboard: Dashboard;
let port: number;
/** The request headers our handler saw. */
let seen: Readonly<Record<string, string | string[] | undefined>>;

beforeEach(async () => {
  presence().stopping = false;
  const config = readConfig({
    TRAINYARD_PORT: "0",
    TRAINYARD_ALLOWED_HOSTS: "trainyard.example:8443",
    TRAINYARD_AWS_TARGETS: "forecasting:eu-west-1",
  });
  dashboard = await startServer(config, (incoming, response) => {
    seen = incoming.headers;
    let bytes = 0;
    incoming.on("data", (part: Buffer) => {
      bytes += part.length;
    });
    incoming.on("end", () => response.end(bytes > 0 ? String(bytes) : PAGE));
  });
  port = Number(new URL(dashboard.url).port);
});

afterEach(() => dashboard.stop());

/** A request as any program can write it: fetch would refuse to set Host. */
function send(
  path: string,
  { method = "GET", headers = {}, body }: Partial<Sent> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: "127.0.0.1", path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          headers: response.headers,
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

interface Sent {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;
}

const own = () => `127.0.0.1:${port}`;

describe("Host", () => {
  test.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])("%s is ours", async (name) => {
    const { status } = await send("/", { headers: { host: `${name}:${port}` } });
    expect(status).toBe(200);
  });

  test("a configured name is accepted", async () => {
    const { status } = await send("/", { headers: { host: "trainyard.example:8443" } });
    expect(status).toBe(200);
  });

  test.each(["evil.example", "127.0.0.1:1", "localhost", "127.0.0.1.evil.example:3000"])(
    '"%s" is refused, with words',
    async (host) => {
      const { status, body } = await send("/", { headers: { host } });
      expect(status).toBe(403);
      expect(JSON.parse(body)).toMatchObject({
        code: "RefusedHost",
        fix: expect.stringContaining("TRAINYARD_ALLOWED_HOSTS"),
      });
    },
  );

  test("health is checked too", async () => {
    expect((await send("/healthz")).status).toBe(200);
    expect((await send("/healthz", { headers: { host: "evil.example" } })).status).toBe(403);
  });
});

test.each(["/%E0%A4%A", "/%", "http://evil.example/", "*"])(
  "the address %s is answered with 400, not passed on",
  async (path) => {
    const { status, body, headers } = await send(path);
    expect(status).toBe(400);
    expect(JSON.parse(body).code).toBe("Invalid");
    expect(headers["location"]).toBeUndefined();
  },
);

describe("Origin", () => {
  const post = (headers: Record<string, string>) =>
    send("/api/v1/local/training-jobs", { method: "POST", headers, body: "{}" });

  test("a change from our own page is let through", async () => {
    const headers = { origin: `http://${own()}`, "sec-fetch-site": "same-origin" };
    expect((await post(headers)).status).toBe(200);
  });

  test.each([
    ["no page at all", {}],
    ["a foreign page", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
    ["a foreign page by fetch metadata", { "sec-fetch-site": "cross-site" }],
  ])("a change from %s is refused", async (_from, headers) => {
    const { status, body } = await post(headers as Record<string, string>);
    expect(status).toBe(403);
    expect(JSON.parse(body).code).toBe("RefusedOrigin");
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ origin: "https://evil.example" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "none" }, 200],
    [{}, 200],
  ])("a read of the API with %o gives %i", async (headers, status) => {
    const sent = await send("/api/v1/local/events?stream=a", {
      headers: headers as Record<string, string>,
    });
    expect(sent.status).toBe(status);
  });

  test("a link from another site opens a page", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await send("/local/training-jobs", { headers })).status).toBe(200);
  });
});

describe("headers", () => {
  test("each page has its own nonce, which Next finds in the request", async () => {
    const first = await send("/", {
      headers: { "content-security-policy": "script-src 'nonce-x'" },
    });
    const policy = String(first.headers["content-security-policy"]);
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1];
    expect(seen["content-security-policy"]).toBe(policy);
    expect(seen["x-nonce"]).toBe(nonce);
    const second = await send("/");
    expect(second.headers["content-security-policy"]).not.toBe(policy);
  });

  test("a page may reach the storage of the configured targets only", async () => {
    const { headers } = await send("/");
    const policy = String(headers["content-security-policy"]);
    const [, ...reached] = /connect-src 'self'([^;]*)/.exec(policy)?.[1]?.split(" ") ?? [];
    const hosts = ["s3", "s3-fips", "s3.dualstack", "s3-fips.dualstack"].flatMap((variant) =>
      [`*.${variant}`, variant].map((host) => `https://${host}.eu-west-1.amazonaws.com`),
    );
    expect(reached).toEqual(["http://127.0.0.1:4566", ...hosts]);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "same-origin",
    });
  });
});

test("a body of 25,000,000 bytes arrives whole", async () => {
  const body = Buffer.alloc(25_000_000, 7);
  const { body: counted } = await send("/api/v1/local/x", {
    method: "POST",
    headers: { origin: `http://${own()}` },
    body,
  });
  expect(counted).toBe("25000000");
});

test("it listens on loopback only", () => {
  expect(dashboard.url).toBe(`http://127.0.0.1:${port}`);
});
