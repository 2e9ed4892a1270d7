import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { ContainerImageToRun, ContainerSpec, Runner } from "../runner.ts";
import { BASE_IMAGE, isDockerWanted, requireDocker } from "../testing/docker.ts";
import { OWNER_LABEL } from "./create-options.ts";
import { createDockerRunner } from "./docker.ts";
import type { DockerEngine } from "./engine-door.ts";

const NO_STORE = {} as Parameters<typeof createDockerRunner>[0]["store"];

let base: string;
let engine: DockerEngine;
let runner: Runner<ContainerImageToRun>;
let image: ContainerImageToRun;
let count = 0;

beforeAll(async () => {
  if (!isDockerWanted) return;
  engine = await requireDocker();
  base = await mkdtemp(join(tmpdir(), "trainyard-docker-"));
  runner = createRunner();
  const { Id: digest } = await engine.client.getImage(BASE_IMAGE).inspect();
  image = { kind: "container", reference: BASE_IMAGE, digest, from: "docker" };
});

afterEach(async () => {
  if (base) await createRunner().reap();
});

afterAll(async () => {
  if (base) await rm(base, { recursive: true, force: true });
});

const createRunner = () =>
  createDockerRunner({
    door: async () => ({ available: true, engine }),
    store: NO_STORE,
    stateDirectory: join(base, "docker-runs"),
  });

/** Starts a shell script as `train`, or what `more` says. */
async function run(script: string, more: Partial<ContainerSpec<ContainerImageToRun>> = {}) {
  count += 1;
  const mlRoot = join(base, `ml-${count}`);
  await mkdir(mlRoot);
  const printed = { stdout: "", stderr: "" };
  const spec: ContainerSpec<ContainerImageToRun> = {
    id: `probe-${count}`,
    image,
    command: "train",
    entrypoint: ["/bin/sh", "-c", script],
    environment: { TRAINING_JOB_NAME: "probe" },
    mlRoot,
    hosts: ["algo-1"],
    onOutput: (chunk, stream) => {
      printed[stream] += chunk.toString();
    },
    ...more,
  };
  return { container: await runner.start(spec), printed, mlRoot };
}

const ours = () => engine.client.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
/** The only container that runs, as Docker shows it. */
async function inspect(): Promise<Docker.ContainerInspectInfo> {
  const [only] = await ours();
  return engine.client.getContainer(only?.Id ?? "").inspect();
}

describe.runIf(isDockerWanted)("a container in Docker", () => {
  test("prints its first and its last line, and nothing of it stays", async () => {
    const { container, printed } = await run("echo first; echo bad >&2; printf last; exit 3");
    expect(await container.exited).toEqual({ code: 3, signal: null });
    expect(printed).toEqual({ stdout: "first\nlast", stderr: "bad\n" });
    await container.discard?.();
    expect(await ours()).toEqual([]);
    expect(await readdir(join(base, "docker-runs"))).toEqual([]);
  });

  test("has no new privileges, few capabilities, limits, its folder and no network", async () => {
    const { container, mlRoot, printed } = await run(
      "touch /opt/ml/made; grep -E 'NoNewPrivs|CapEff' /proc/self/status; ls /sys/class/net; getent hosts algo-1; read wait < /opt/ml/never",
      { network: "none" },
    );
    await vi.waitUntil(() => printed.stdout.includes("algo-1"));
    const { HostConfig, Config, Mounts } = await inspect();
    expect(HostConfig).toMatchObject({
      SecurityOpt: ["no-new-privileges"],
      CapDrop: ["ALL"],
      CapAdd: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"],
      NetworkMode: "none",
      Privileged: false,
      PidsLimit: 4096,
      NanoCpus: engine.cores * 1e9,
      Binds: null,
    });
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.Memory).toBeLessThan(engine.memoryBytes);
    expect(HostConfig.MemorySwap).toBe(HostConfig.Memory);
    expect(Mounts).toMatchObject([{ Source: mlRoot, Destination: "/opt/ml", RW: true }]);
    expect(Mounts).toHaveLength(1);
    expect(Config.Labels).toMatchObject({ "trainyard.container": container.id });
    expect(Config.Env).toContain("TRAINING_JOB_NAME=probe");
    expect(printed.stdout).toMatch(/NoNewPrivs:\s1/);
    expect(printed.stdout).toMatch(/CapEff:\s00000000000000eb/);
    expect(printed.stdout).toMatch(/^lo$/m);
    expect(printed.stdout).not.toMatch(/eth0/);
    expect(await readdir(mlRoot)).toContain("made");
    await container.stop(0);
    await container.discard?.();
  });

  test("is asked to end, and ended when it does not", async () => {
    const polite = await run(
      "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done",
    );
    await vi.waitUntil(() => polite.printed.stdout.includes("ready"));
    expect(await polite.container.stop(20_000)).toEqual({ code: 0, signal: null });
    expect(polite.printed.stdout).toContain("bye");
    await polite.container.discard?.();
    const deaf = await run("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    await vi.waitUntil(() => deaf.printed.stdout.includes("ready"));
    expect(await deaf.container.stop(100)).toEqual({ code: null, signal: "SIGKILL" });
    await deaf.container.discard?.();
  });

  test("that is removed behind our back has ended", async () => {
    const { container, printed } = await run("echo ready; while :; do sleep 0.1; done");
    await vi.waitUntil(() => printed.stdout.includes("ready"));
    const [only] = await ours();
    await engine.client.getContainer(only?.Id ?? "").remove({ force: true });
    expect((await container.exited).signal).toBe("SIGKILL");
    expect((await container.stop(1000)).signal).toBe("SIGKILL");
    await container.discard?.();
  });

  test("says what is wrong with an image that cannot be started", async () => {
    const start = (entrypoint: readonly string[] | undefined) =>
      run("", { entrypoint } as Partial<ContainerSpec<ContainerImageToRun>>);
    await expect(start(undefined)).rejects.toThrow('has no program "train" on its PATH');
    await expect(start(["/opt/none"])).rejects.toThrow('has no program "/opt/none"');
    await expect(start(["/etc/hostname"])).rejects.toThrow("it is not executable");
    expect(await ours()).toEqual([]);
  });

  test("of an engine that was killed is ended by the next one", async () => {
    const { container } = await run("while :; do sleep 0.1; done");
    expect(await ours()).toHaveLength(1);
    await createRunner().reap();
    expect(await ours()).toEqual([]);
    expect((await container.exited).signal).toBe("SIGKILL");
  });

  test("of an engine that was killed is gone on with, while it runs and after", async () => {
    const { container, mlRoot } = await run(
      "echo one; while [ ! -e /opt/ml/go ]; do sleep 0.05; done; echo two; exit 4",
    );
    const adopt = async () => {
      let printed = "";
      const adopted = await createRunner().adopt?.({
        id: container.id,
        mlRoot,
        onOutput: (chunk) => {
          printed += chunk.toString();
        },
      });
      return { adopted, printed: () => printed };
    };
    await createRunner().reap(new Set([container.id]));
    const running = await adopt();
    await vi.waitUntil(() => running.printed() === "one\n");
    await writeFile(join(mlRoot, "go"), "go\n");
    expect(await running.adopted?.exited).toEqual({ code: 4, signal: null });
    expect(running.printed()).toBe("one\ntwo\n");
    const ended = await adopt();
    expect(await ended.adopted?.exited).toEqual({ code: 4, signal: null });
    expect(ended.printed()).toBe("one\ntwo\n");
    await ended.adopted?.discard?.();
    expect((await adopt()).adopted).toBeUndefined();
  });

  test.each([
    ["serves on a port of loopback alone", "host"],
    ["serves without a way out", "none"],
  ] as const)("%s, and its use is measured", async (_title, network) => {
    const perl =
      'use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalPort=>8080,Listen=>5,ReuseAddr=>1) or die; print "ready\\n"; $|=1; while (my $c = $s->accept) { print $c "HTTP/1.0 200 OK\\r\\n\\r\\npong"; close $c }';
    const { container, printed } = await run("", {
      command: "serve",
      network,
      entrypoint: ["/usr/bin/perl", "-e", `$|=1; ${perl}`],
    });
    await vi.waitUntil(() => printed.stdout.includes("ready"));
    const socket = await container.connect();
    const answer = await new Promise<string>((resolve, reject) => {
      const request = get({ path: "/ping", createConnection: () => socket }, (response) =>
        resolve(text(response)),
      );
      request.on("error", reject);
    });
    expect(answer).toBe("pong");
    const { NetworkSettings } = await inspect();
    const hosts = NetworkSettings.Ports["8080/tcp"]?.map(({ HostIp }) => HostIp);
    if (network === "host") expect(hosts).toEqual(["127.0.0.1"]);
    else {
      expect(hosts ?? []).toEqual([]);
      const isolated = await engine.client.getNetwork("trainyard-isolated").inspect();
      expect(isolated).toMatchObject({ Internal: true });
    }
    expect((await container.usage())?.memoryBytes).toBeGreaterThan(0);
    await container.stop(0);
    await container.discard?.();
  });
});
