import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ContainerImageToRun, ContainerSpec, Runner } from "../runner.ts";
import { type LayeredStore, layeredStore, systemLayer } from "../testing/layered-store.ts";
import { sandboxMissing, sandboxTools } from "../testing/machine.ts";
import { createRootfsRunner } from "./rootfs-runner.ts";

let base: string;
let store: LayeredStore;
let runner: Runner<ContainerImageToRun>;
let image: ContainerImageToRun;
let count = 0;

const TRAIN = `#!/bin/sh
echo "$GREETING from $(pwd)"; echo written > /etc/mine; cat /etc/mine /etc/hosts
`;

/** Answers with its name and asks everybody for theirs, without a module: the image has none. */
const MEET = `
  my $me = shift; open(my $file, ">", "/given/$me") or die; $| = 1;
  my $address = sub { pack "S n a4 x8", 2, 7777, shift };
  socket(my $server, 2, 1, 0); bind($server, $address->("\\0" x 4)) or die; listen($server, 8) or die;
  my $child = fork;
  unless ($child) { for (1 .. 2) { accept(my $client, $server); syswrite $client, $me; close $client } exit }
  for my $host ("algo-1", "algo-2") { for (1 .. 100) {
    socket(my $socket, 2, 1, 0);
    if (connect($socket, $address->(scalar gethostbyname $host))) { sysread $socket, my $name, 99; print "$name "; last }
    select undef, undef, undef, 0.05 } }
  waitpid $child, 0;
`;

beforeAll(async () => {
  if (!sandboxTools) return;
  base = await mkdtemp(join(tmpdir(), "trainyard-rootfs-"));
  store = layeredStore(base);
  runner = createRootfsRunner({
    tools: sandboxTools,
    store,
    stateDirectory: join(base, "runs"),
    rootfsDirectory: join(base, "rootfs"),
  });
  const system = await systemLayer(["/bin/sh", "/bin/cat", "/bin/sleep", "/usr/bin/perl"]);
  const own = [
    { name: "usr/local/bin/train", text: TRAIN, mode: 0o755 },
    { name: "usr/local/bin/plain", text: "#!/bin/sh\n", mode: 0o644 },
    { name: "usr/local/bin/lost", text: "#!/opt/none\n", mode: 0o755 },
    { name: "work/", type: "directory" as const },
  ];
  image = await store.push("probe", [system, own], {
    Env: ["GREETING=hello", "PATH=/usr/local/bin:/usr/bin:/bin"],
    WorkingDir: "/work",
  });
}, 60_000);

afterAll(async () => {
  if (!base) return;
  store.close();
  await rm(base, { recursive: true, force: true });
});

async function run(more: Partial<ContainerSpec<ContainerImageToRun>> = {}) {
  count += 1;
  const mlRoot = join(base, `ml-${count}`);
  await mkdir(mlRoot);
  const printed = { text: "" };
  const spec: ContainerSpec<ContainerImageToRun> = {
    id: `probe-${count}`,
    image,
    command: "train",
    environment: { TRAINING_JOB_NAME: "probe" },
    mlRoot,
    hosts: ["algo-1"],
    onOutput: (chunk) => {
      printed.text += chunk.toString();
    },
    ...more,
  };
  return { container: await runner.start(spec), printed, mlRoot };
}

describe.skipIf(sandboxMissing !== undefined)("an image of layers without Docker", () => {
  test("runs as its configuration says, and writes into no other's files", async () => {
    for (let times = 0; times < 2; times += 1) {
      const { container, printed } = await run();
      expect(await container.exited).toEqual({ code: 0, signal: null });
      expect(printed.text).toMatch(/^hello from \/work\nwritten\n127\.0\.0\.1 localhost algo-1/);
    }
    const [folder = ""] = await readdir(join(base, "rootfs"));
    expect(await readdir(join(base, "rootfs", folder, "work"))).toEqual([]);
    await expect(readdir(join(base, "rootfs", folder, "etc"))).rejects.toThrow("ENOENT");
    expect(await readdir(join(base, "runs"))).toEqual([]);
  });

  test("takes another entry point, with its arguments", async () => {
    const { container, printed, mlRoot } = await run({
      entrypoint: ["/bin/sh", "-c"],
      arguments: ["echo $TRAINING_JOB_NAME > /opt/ml/name; cat /opt/ml/name; exit 7"],
    });
    expect(await container.exited).toEqual({ code: 7, signal: null });
    expect(printed.text).toBe("probe\n");
    expect(await readdir(mlRoot)).toEqual(["name"]);
  });

  test("sees nothing of this machine", async () => {
    const { container, printed } = await run({
      entrypoint: [
        "/bin/sh",
        "-c",
        `cat ${base}/rootfs /etc/shadow /sys/class/net; echo $$ > /proc/sys/kernel/core_pattern; echo end`,
      ],
    });
    await container.exited;
    expect(printed.text.match(/No such file/g)?.length).toBeGreaterThanOrEqual(3);
    expect(printed.text).toMatch(/Read-only file system|cannot create/);
    expect(printed.text).toContain("end");
  });

  test("reaches its peers by name, each with a port 7777 of its own, and has what is mounted", async () => {
    const names = ["algo-1", "algo-2"];
    const peers = await runner.openNetwork?.("probe", names, true);
    if (!peers) throw new Error("the sandbox has networks");
    const source = join(base, "mounted");
    await mkdir(source);
    const started = await Promise.all(
      names.map((name) =>
        run({
          hosts: [name],
          peers,
          entrypoint: ["/usr/bin/perl", "-e", MEET],
          arguments: [name],
          mounts: [{ source, target: "/given", readOnly: false }],
        }),
      ),
    );
    for (const { container, printed } of started) {
      expect(await container.exited).toEqual({ code: 0, signal: null });
      expect(printed.text).toBe("algo-1 algo-2 ");
    }
    expect((await readdir(source)).toSorted()).toEqual(names);
    await peers.close();
  });

  test("lets its programs believe that they became another user", async () => {
    const become =
      "$) = $( = 33; $> = $< = 33; chown(33, 33, '/opt/ml/mine') or die; print \"became\\n\"";
    const { container, printed } = await run({
      entrypoint: ["/bin/sh", "-c", `echo > /opt/ml/mine; perl -e "$1"`, "sh", become],
    });
    expect(await container.exited).toEqual({ code: 0, signal: null });
    expect(printed.text).toBe("became\n");
  });

  test("serves, and is asked to end", async () => {
    const server = `$|=1; $SIG{TERM} = sub { print "bye\\n"; exit 0 }; socket(S, 2, 1, 6); setsockopt(S, 1, 2, 1); bind(S, pack("S n N x8", 2, 8080, 0)); listen(S, 5); print "ready\\n"; while (accept(C, S)) { syswrite(C, "HTTP/1.0 200 OK\\r\\n\\r\\npong"); close C }`;
    const { container, printed } = await run({
      command: "serve",
      entrypoint: ["perl", "-e", server],
    });
    await vi.waitUntil(() => printed.text.includes("ready"), { timeout: 10_000 });
    const socket = await container.connect();
    const answer = await new Promise<string>((resolve, reject) => {
      const request = get({ path: "/ping", createConnection: () => socket }, (response) =>
        resolve(text(response)),
      );
      request.on("error", reject);
    });
    expect(answer).toBe("pong");
    expect(await container.stop(5000)).toEqual({ code: 0, signal: null });
    expect(printed.text).toContain("bye");
  });

  test("says what is wrong with it before it starts", async () => {
    const start = (...entrypoint: string[]) => run({ entrypoint });
    await expect(start("none")).rejects.toThrow('has no program "none" on its PATH');
    await expect(start("plain")).rejects.toThrow("it is not executable");
    await expect(start("lost")).rejects.toThrow("the interpreter in its first line");
    expect(await readdir(join(base, "runs"))).toEqual([]);
    const foreign = await store.push("foreign", [[]], {}, "s390x");
    await expect(
      runner.prepare(foreign, () => undefined, new AbortController().signal),
    ).rejects.toThrow(/made for s390x, and this machine is (amd64|arm64)/);
  });

  test("of which there are too many, those used longest ago go", async () => {
    const never = new AbortController().signal;
    for (let index = 0; index < 9; index += 1) {
      const small = await store.push("small", [[{ name: `f${index}`, text: "x" }]], {});
      await runner.prepare(small, () => undefined, never);
    }
    expect(await readdir(join(base, "rootfs"))).toHaveLength(8);
    const { container } = await run();
    expect((await container.exited).code).toBe(0);
  });
});
