import { readFileSync } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseRunner } from "./choose-runner.ts";
import { createEnvironments } from "./environments.ts";
import { listProcesses } from "./process-table.ts";
import { sandboxAvailable } from "./sandbox-tools.ts";
import { machinePath, sandboxMissing } from "./testing/machine.ts";
import { type RunPlace, runPlace } from "./testing/run-place.ts";
import { temporaryFolder } from "./testing/source-image.ts";

/** Prints the outcome of each attempt as one line of JSON. */
const PROBE = `
import json, os, socket, sys, urllib.request
found = {}
def attempt(name, action):
    try:
        found[name] = {"done": repr(action())}
    except Exception as error:
        found[name] = {"refused": type(error).__name__}
def write(path):
    with open(path, "w") as file:
        return file.write("x")
where = json.loads(sys.argv[1])
for name, path in where["read"].items():
    attempt("read " + name, lambda: open(path, "rb").read(10))
for name, path in where["list"].items():
    attempt("list " + name, lambda: os.listdir(path))
for path in where["write"]:
    attempt("write " + path, lambda: write(path))
attempt("connect", lambda: urllib.request.urlopen(where["url"], timeout=5).status)
attempt("abstract socket", lambda: socket.socket(socket.AF_UNIX).connect("\\0" + where["abstract"]))
attempt("mount", lambda: os.open("/proc/1/root/etc/shadow", os.O_RDONLY))
attempt("chroot", lambda: os.chroot("/opt/ml"))
attempt("mknod", lambda: os.mknod("/tmp/disk", 0o60600, os.makedev(254, 0)))
found["environment"] = sorted(os.environ)
found["processes"] = [open(f"/proc/{p}/cmdline").read() for p in os.listdir("/proc") if p.isdigit()]
found["identity"] = [os.getuid(), os.getgid()]
found["capabilities"] = [l.split()[1] for l in open("/proc/self/status") if l.startswith("CapEff")]
found["host"] = [socket.gethostname(), socket.gethostbyname("algo-1")]
found["interfaces"] = [name for _, name in socket.if_nameindex()]
print(json.dumps(found))
`;

type Attempt = { done?: string; refused?: string };

async function probe(place: RunPlace, url: string, more: Parameters<RunPlace["run"]>[0] = {}) {
  await writeFile(join(place.image.directory, "probe.py"), PROBE);
  await mkdir(join(place.base, "other-job"), { recursive: true });
  await writeFile(join(place.base, "credentials.json"), "secret");
  await writeFile(join(place.base, "other-job", "model"), "secret");
  const where = {
    read: {
      credentials: join(place.base, "credentials.json"),
      "another job": join(place.base, "other-job", "model"),
      "the engine's environment": `/proc/${process.pid}/environ`,
      "password hashes": "/etc/shadow",
      "this checkout": import.meta.filename,
    },
    list: { home: "/home", "data directory": place.base, "other runs": join(place.base, "runs") },
    write: [
      ...["/usr/x", "/etc/hosts", "/x", "/opt/program/x", "/opt/x"],
      ...["/proc/sys/kernel/core_pattern", "/proc/sys/vm/swappiness"],
      ...["/opt/ml/model", "/tmp/x", "/root/x"],
    ],
    url,
    abstract: "trainyard",
  };
  const { container, output } = await place.run({
    entrypoint: ["python", "probe.py"],
    arguments: [JSON.stringify(where)],
    ...more,
  });
  const exit = await container.exited;
  if (exit.code !== 0) throw new Error(output());
  return JSON.parse(output()) as Record<string, Attempt & string[]>;
}

/** A service on loopback, as the engine is one. */
async function loopbackService() {
  const server = createServer((_, response) => response.end("reached"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, [Symbol.dispose]: () => server.close() };
}

const inSandbox = describe.skipIf(sandboxMissing !== undefined);

inSandbox(
  `what a sandboxed container cannot do ${sandboxMissing ?? ""}`,
  { timeout: 30_000 },
  () => {
    test("every way out is closed, and its own files are open", async () => {
      await using place = await runPlace("sandbox", { train: "true" });
      using service = await loopbackService();
      const found = await probe(place, service.url);
      const done = Object.entries(found).filter(([, attempt]) => attempt.done !== undefined);
      // Of the data directory only the way to the Python environment shows.
      expect(found["list data directory"]?.done).toBe("['environments']");
      expect(done.map(([name]) => name)).toEqual([
        "list data directory",
        "write /opt/ml/model",
        "write /tmp/x",
        "write /root/x",
      ]);
      expect(found["environment"]).toEqual(
        ["HOME", "LANG", "PATH", "PWD", "TRAINYARD_CONTAINER"].toSorted(),
      );
      expect(found["processes"]).toHaveLength(2);
      expect(found["identity"]).toEqual([0, 0]);
      expect(found["capabilities"]).toEqual(["0000000000000000"]);
      expect(found["host"]).toEqual(["algo-1", "127.0.0.1"]);
      expect(found["interfaces"]).toEqual(["lo"]);
      expect((await stat(join(place.ml, "model"))).size).toBe(1);
    });

    test("a machine that runs out of memory ends a container before the engine", async () => {
      await using place = await runPlace("sandbox", { train: "cat /proc/self/oom_score_adj" });
      const { container, output } = await place.run();
      await container.exited;
      expect(output()).toBe("800\n");
    });

    test("the machine's network needs both the image's declaration and a job without isolation", async () => {
      using service = await loopbackService();
      for (const [declared, asked, reached] of [
        [true, "host", true],
        [true, "none", false],
        [false, "host", false],
      ] as const) {
        await using place = await runPlace(
          "sandbox",
          { train: "true" },
          declared ? { network: "host" } : {},
        );
        const found = await probe(place, service.url, { network: asked });
        expect(found["connect"]?.done !== undefined, `${declared} ${asked}`).toBe(reached);
      }
    });

    test("connections work again after the connector was killed", async () => {
      await using place = await runPlace("sandbox", { serve: "exec sleep 60" });
      const { container } = await place.run({ command: "serve" });
      await expect(container.connect()).rejects.toThrow(/ECONNREFUSED/);
      const ours = (await listProcesses()).filter(({ parent }) => parent === process.pid);
      const lines = ours.map(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
      const connector = ours.find((_, index) => lines[index]?.includes("process.send(answer"));
      process.kill(connector?.pid ?? Number.NaN, "SIGKILL");
      await expect.poll(() => container.connect().catch(String)).toMatch(/ECONNREFUSED/);
      await container.stop(5000);
    });

    test("finds commands below /opt/ml and /opt/program", async () => {
      await using place = await runPlace("sandbox", { train: "echo found" });
      const { container, output } = await place.run({ entrypoint: ["/opt/program/train.sh"] });
      expect((await container.exited).code).toBe(0);
      expect(output()).toBe("found\n");
      await expect(place.run({ entrypoint: ["/opt/ml/code/none"] })).rejects.toThrow(/cannot run/);
    });
  },
);

describe("choosing a runner", () => {
  const settings = (wanted: "auto" | "sandbox" | "process", path: string) => {
    const host = { PATH: path };
    const environments = createEnvironments({ directory: "/nonexistent", host });
    return { wanted, stateDirectory: "/nonexistent", environments, host };
  };

  test("auto falls back to plain processes, with the reason", async () => {
    const runner = await chooseRunner(settings("auto", "/nonexistent"));
    expect(runner.name).toBe("process");
    expect(runner.isolation).toMatch(/^No isolation/);
    expect(runner.isolation).toMatch(
      process.platform === "linux" ? /apt-get install bubblewrap/ : /Linux/,
    );
  });

  test("process is no fallback, and a sandbox that cannot be had is an error", async () => {
    const plain = await chooseRunner(settings("process", machinePath));
    expect(plain.name).toBe("process");
    expect(plain.isolation).not.toContain("There is no sandbox");
    await expect(chooseRunner(settings("sandbox", "/nonexistent"))).rejects.toThrow(
      /TRAINYARD_RUNNER is "sandbox", but there is none/,
    );
  });

  test.skipIf(process.platform !== "linux")("says when the kernel refuses a sandbox", async () => {
    await using base = await temporaryFolder();
    for (const name of ["bwrap", "nsenter"])
      await writeFile(
        join(base.path, name),
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2; exit 1",
        { mode: 0o755 },
      );
    const refused = await sandboxAvailable({ PATH: base.path });
    expect(refused).toMatchObject({
      available: false,
      reason: expect.stringMatching(/setting up uid map: Permission denied.*user namespaces/),
    });
  });
});
