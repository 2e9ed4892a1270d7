import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test, vi } from "vitest";
import { listProcesses } from "./process-table.ts";
import type { Container } from "./runner.ts";
import { sandboxMissing } from "./testing/machine.ts";
import { type RunnerName, runPlace } from "./testing/run-place.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not JavaScript's
const ML = "${SAGEMAKER_BASE_DIR:-/opt/ml}";
const SERVE = "exec python -u server.py";
const SERVER = `
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = os.environ["NAME"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
port = int(os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"))
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
`;

/** What GET /ping answers on one fresh connection. */
async function ask(container: Container): Promise<string> {
  const socket: Duplex = await container.connect();
  return new Promise((resolve, reject) => {
    request({ path: "/ping", createConnection: () => socket })
      .on("response", (response) => resolve(text(response)))
      .on("error", reject)
      .end();
  });
}

const mark = (): string => `marker-${Math.random().toString(36).slice(2)}`;

/** The command lines of this machine's living processes. */
async function commandLines(): Promise<string[]> {
  const alive = (await listProcesses()).filter(({ zombie }) => !zombie);
  return Promise.all(
    alive.map(({ pid }) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
}

const names: RunnerName[] = ["process", "sandbox"];

for (const name of names)
  describe.skipIf(name === "sandbox" && sandboxMissing !== undefined)(
    `the ${name} runner${name === "sandbox" && sandboxMissing ? ` (${sandboxMissing})` : ""}`,
    { timeout: 30_000 },
    () => {
      test("runs a command in the image with the contract's files", async () => {
        await using place = await runPlace(
          name,
          { train: `cat marker; echo "$MODE $IMAGE" > "${ML}/model"; printf 'no newline'; exit 3` },
          { environment: { IMAGE: "own", MODE: "image" } },
        );
        await writeFile(join(place.image.directory, "marker"), "here\n");
        const { container, output } = await place.run({ environment: { MODE: "request" } });
        expect(await container.exited).toEqual({ code: 3, signal: null });
        expect(output()).toBe("here\nno newline");
        expect(await readFile(join(place.ml, "model"), "utf8")).toBe("request own\n");
        expect(await place.records()).toEqual([]);
      });

      test("an entry point replaces the command, and arguments follow it", async () => {
        await using place = await runPlace(name, { train: 'echo "$@"' });
        const plain = await place.run({ arguments: ["a b", "$HOME"] });
        await plain.container.exited;
        expect(plain.output()).toBe("a b $HOME\n");
        const entry = await place.run({ entrypoint: ["/bin/echo", "-n"], arguments: ["x"] });
        await entry.container.exited;
        expect(entry.output()).toBe("x");
      });

      test("passes bytes on untouched, on both streams", async () => {
        const script =
          "printf 'a\\377\\000b'; printf 'err' >&2; echo out > /dev/stdout; echo err > /dev/stderr";
        await using place = await runPlace(name, { train: script });
        const seen = { stdout: "", stderr: "" };
        const { container } = await place.run({
          onOutput: (chunk, stream) => {
            seen[stream] += chunk.toString("latin1");
          },
        });
        await container.exited;
        expect(seen).toEqual({ stdout: "a\xff\0bout\n", stderr: "errerr\n" });
      });

      test("holds a fast printer back while its output is being taken", async () => {
        await using place = await runPlace(name, { train: "seq 1000000" });
        const hash = createHash("sha256");
        let pending = 0;
        let most = 0;
        const { container } = await place.run({
          onOutput: async (chunk) => {
            pending += 1;
            most = Math.max(most, pending);
            await new Promise((resolve) => setImmediate(resolve));
            hash.update(chunk);
            pending -= 1;
          },
        });
        await container.exited;
        const lines = Array.from({ length: 1_000_000 }, (_, index) => `${index + 1}\n`).join("");
        expect(hash.digest("hex")).toBe(createHash("sha256").update(lines).digest("hex"));
        expect(most).toBe(1);
      });

      test("names a command that is not there, the image and the fix", async () => {
        await using place = await runPlace(name, { train: "true" });
        const start = (file: string) => place.run({ entrypoint: [file] });
        await expect(start("no-such-tool")).rejects.toThrow(
          /probe:1 cannot run "no-such-tool": it is not on the path .*requirements/,
        );
        await expect(start("./none.sh")).rejects.toThrow(/no executable file .*none\.sh/);
        await expect(place.run({ command: "serve" })).rejects.toThrow(/has no serve command/);
        expect(await place.records()).toEqual([]);
      });

      test("SIGTERM reaches the image's own process, which may finish its work", async () => {
        const script = "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done";
        await using place = await runPlace(name, { train: script });
        const { container, output } = await place.run();
        await vi.waitFor(() => expect(output()).toBe("ready\n"), 10_000);
        expect(await container.stop(10_000)).toEqual({ code: 7, signal: null });
        expect(output()).toBe("ready\nbye\n");
        expect(await container.stop(10_000)).toEqual({ code: 7, signal: null });
      });

      test("who ignores SIGTERM is killed after the grace", async () => {
        const script = "trap '' TERM; echo ready; while :; do sleep 0.05; done";
        await using place = await runPlace(name, { train: script });
        const { container, output } = await place.run();
        await vi.waitFor(() => expect(output()).toBe("ready\n"), 10_000);
        const began = performance.now();
        expect(await container.stop(300)).toEqual({ code: null, signal: "SIGKILL" });
        expect(performance.now() - began).toBeGreaterThanOrEqual(299);
      });

      test("stopping at once, before the image's process runs, still ends it", async () => {
        await using place = await runPlace(name, { train: "sleep 60" });
        const { container } = await place.run();
        expect(await container.stop(10_000)).toEqual({ code: null, signal: "SIGTERM" });
      });

      test("takes along what its process leaves behind, and its output ends there", async () => {
        const marker = mark();
        const stay = `sh -c 'trap "" TERM HUP; while :; do sleep 0.1; done' ${marker}`;
        await using place = await runPlace(name, {
          train: `${stay} & setsid ${stay} > /dev/null 2>&1 & echo started; exit 0`,
        });
        const { container, output } = await place.run();
        expect(await container.exited).toEqual({ code: 0, signal: null });
        expect(output()).toBe("started\n");
        expect((await commandLines()).filter((line) => line.includes(marker))).toEqual([]);
      });

      test("closing its output early does not end it", async () => {
        const script = `exec >&- 2>&-; while [ ! -e "${ML}/go" ]; do sleep 0.02; done; exit 4`;
        await using place = await runPlace(name, { train: script });
        const { container } = await place.run();
        expect(await container.usage()).toBeDefined();
        await writeFile(join(place.ml, "go"), "");
        expect(await container.exited).toEqual({ code: 4, signal: null });
        expect(await container.usage()).toBeUndefined();
      });

      test("measures processor time and memory of the whole family", async () => {
        const script = "python -c 'x = bytearray(60_000_000); print(flush=True)\nwhile True: pass'";
        await using place = await runPlace(name, { train: script });
        const { container, output } = await place.run();
        await vi.waitFor(() => expect(output()).toBe("\n"), 10_000);
        await vi.waitFor(
          async () => {
            const usage = await container.usage();
            expect(usage?.cpuPercent).toBeGreaterThan(10);
            expect(usage?.memoryBytes).toBeGreaterThan(60_000_000);
          },
          { timeout: 10_000, interval: 300 },
        );
        await container.stop(5000);
      });

      test("connecting is refused while nothing listens", async () => {
        await using place = await runPlace(name, { serve: "exec sleep 60" });
        const { container } = await place.run({ command: "serve" });
        await expect(container.connect()).rejects.toThrow(/ECONNREFUSED/);
        await container.stop(5000);
      });

      test("nobody else can read the job's variables off a command line", async () => {
        await using place = await runPlace(name, { train: "echo ready; exec sleep 60" });
        const { container, output } = await place.run({ environment: { TOKEN: "s3cret-value" } });
        await vi.waitFor(() => expect(output()).toBe("ready\n"), 10_000);
        expect((await commandLines()).filter((line) => line.includes("s3cret"))).toEqual([]);
        await container.stop(5000);
      });

      test("several serve at once, each answering for itself", async () => {
        await using place = await runPlace(name, { serve: SERVE });
        await writeFile(join(place.image.directory, "server.py"), SERVER);
        const serve = (id: string) =>
          place.run({ id, command: "serve", environment: { NAME: id } });
        const [one, two] = await Promise.all([serve("one"), serve("two")]);
        await vi.waitFor(async () => expect(await ask(one.container)).toBe("one"), 10_000);
        await vi.waitFor(async () => expect(await ask(two.container)).toBe("two"), 10_000);
        const many = Array.from({ length: 50 }, () => ask(one.container));
        expect(new Set(await Promise.all(many))).toEqual(new Set(["one"]));
        await Promise.all([one.container.stop(5000), two.container.stop(5000)]);
        await expect(one.container.connect()).rejects.toThrow();
      });
    },
  );

test("without isolation, an image that wants port 8080 is not served, and is told why", async () => {
  await using place = await runPlace("process", { serve: SERVE }, { honoursBindToPort: false });
  await expect(place.run({ command: "serve" })).rejects.toThrow(
    /listens on port 8080 of the machine.*Install bubblewrap.*honoursBindToPort/,
  );
});
