import { mkdir, symlink, writeFile } from "node:fs/promises";
import { arch } from "node:os";
import { join } from "node:path";
import type { ImageStore } from "../../state/image-store.ts";
import { isShellForm, SHELL_ENTRYPOINT, wrongArchitecture } from "../image-faults.ts";
import { readLayeredImage } from "../layered-image.ts";
import { closeRecord, openRecord, type RunRecord } from "../records.ts";
import type { Container, ContainerImageToRun, ContainerSpec, Runner } from "../runner.ts";
import { hostsFile, KERNEL_SETTINGS, mountArguments, NAMESPACES } from "../sandbox-arguments.ts";
import { joinSandboxNetwork, openSandboxNetwork } from "../sandbox-peers.ts";
import { runInSandbox } from "../sandbox-run.ts";
import type { SandboxTools } from "../sandbox-tools.ts";
import { requireProgram } from "./find-program.ts";
import { identityFilter } from "./identity-filter.ts";
import { type ImageSettings, readImageSettings } from "./image-settings.ts";
import { createRootfsCache, type RootfsCache } from "./rootfs-cache.ts";

export interface RootfsRunnerSettings {
  readonly tools: SandboxTools;
  readonly store: ImageStore;
  /** `<data>/engine/runs`, for the records and the writings of running containers. */
  readonly stateDirectory: string;
  /** `<data>/engine/rootfs` */
  readonly rootfsDirectory: string;
}

type LayeredSpec = ContainerSpec<ContainerImageToRun>;

const ARCHITECTURE = { x64: "amd64", arm64: "arm64" }[arch() as string] ?? arch();
/** Docker's own, for images that say nothing. */
const USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Runs images of layers without Docker: unpacked once, and entered by bubblewrap. */
export function createRootfsRunner(settings: RootfsRunnerSettings): Runner<ContainerImageToRun> {
  const { store } = settings;
  const cache = createRootfsCache(settings.rootfsDirectory, store);
  return {
    name: "sandbox",
    isolation:
      "Sandbox: containers see their image's files, their own under /opt/ml and their own network, " +
      "and nothing else of this machine.",
    async prepare(image, progress, _signal) {
      const { settings: own, layered } = await read(store, image);
      if (own.architecture !== ARCHITECTURE)
        throw new Error(wrongArchitecture(own.architecture, ARCHITECTURE));
      if (isShellForm(own.entrypoint)) progress(SHELL_ENTRYPOINT);
      (await cache.hold(layered, progress)).release();
    },
    start: (spec) => start(settings, cache, spec),
    openNetwork: (_id, names) => openSandboxNetwork(settings.tools, names),
    // Containers end with the engine; their records lie with those of source images.
    reap: async () => undefined,
  };
}

async function read(store: ImageStore, { reference, digest, from }: ContainerImageToRun) {
  if (from === "docker")
    throw new Error(`the image ${reference} is in Docker alone: push it to run it without Docker`);
  const layered = readLayeredImage(store, { repository: from.repository, digest }, ARCHITECTURE);
  return { layered, settings: await readImageSettings(store, layered) };
}

async function start(
  { tools, store, stateDirectory }: RootfsRunnerSettings,
  cache: RootfsCache,
  spec: LayeredSpec,
): Promise<Container> {
  const { settings, layered } = await read(store, spec.image);
  const { folder, release } = await cache.hold(layered, () => undefined);
  const record = await openRecord(stateDirectory);
  try {
    const command = commandOf(spec, settings);
    const variables = variablesOf(spec, settings);
    await requireProgram(command[0], {
      root: folder,
      reference: spec.image.reference,
      path: (variables["PATH"] ?? USUAL_PATH).split(":"),
      workingDirectory: settings.workingDirectory,
    });
    const network = joinSandboxNetwork(tools, spec, ["--unshare-net"]);
    const program = [...network.through, ...(await overlay(tools, record, folder))];
    const own = await flagsOf(spec, settings, record, variables);
    const flags = [...network.flags, ...own];
    const container = await runInSandbox({ spec, tools, record, program, flags, command });
    void container.exited.then(release);
    return container;
  } catch (error) {
    release();
    await closeRecord(record);
    throw error;
  }
}

/** As `docker run image train`, and as `docker run --entrypoint` where the request names one. */
function commandOf(
  { command, entrypoint, arguments: given }: LayeredSpec,
  settings: ImageSettings,
): [string, ...string[]] {
  const words = entrypoint
    ? [...entrypoint, ...(given ?? [])]
    : [...settings.entrypoint, ...(given ?? [command])];
  return words as [string, ...string[]];
}

const variablesOf = (spec: LayeredSpec, settings: ImageSettings): Record<string, string> => ({
  PATH: USUAL_PATH,
  HOME: "/root",
  HOSTNAME: spec.hosts[0] ?? spec.id,
  ...settings.environment,
  ...spec.environment,
});

/** The descriptor that bubblewrap reads its seccomp program from. */
const SECCOMP = 5;
const NO_OVERLAY =
  "[Trainyard] The image could not be mounted. That needs Linux 5.11 or newer, and a data directory that is not in a container's own file system.";

/**
 * What mounts the image with a layer of this container's own over it, then becomes bubblewrap. In a
 * user namespace, where anybody may. By names in the record's folder, since a path of this machine
 * could hold what means something to mount.
 */
async function overlay(
  { bubblewrap, unshare }: SandboxTools,
  { directory }: RunRecord,
  folder: string,
): Promise<string[]> {
  await symlink(folder, join(directory, "lower"));
  for (const name of ["upper", "work", "merged"]) await mkdir(join(directory, name));
  await writeFile(join(directory, "seccomp"), identityFilter(arch()));
  const mount =
    "mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work,userxattr merged";
  const script = `${mount} || { echo "${NO_OVERLAY}" >&2; exit 125; }; exec "$@" ${SECCOMP}<seccomp`;
  return [
    unshare,
    "--user",
    "--map-root-user",
    "--mount",
    "--",
    "/bin/sh",
    "-c",
    script,
    "sh",
    bubblewrap,
  ];
}

async function flagsOf(
  spec: LayeredSpec,
  { workingDirectory }: ImageSettings,
  { directory }: RunRecord,
  variables: Readonly<Record<string, string>>,
): Promise<string[]> {
  const hosts = join(directory, "hosts");
  await writeFile(hosts, hostsFile(spec));
  return [
    ...NAMESPACES,
    ...["--seccomp", String(SECCOMP)],
    ...["--bind", join(directory, "merged"), "/"],
    ...["--proc", "/proc", ...KERNEL_SETTINGS, "--dev", "/dev"],
    ...["--ro-bind", hosts, "/etc/hosts", "--bind", spec.mlRoot, "/opt/ml"],
    ...mountArguments(spec),
    ...["--hostname", spec.hosts[0] ?? spec.id, "--chdir", workingDirectory],
    ...Object.entries(variables).flatMap(([name, value]) => ["--setenv", name, value]),
  ];
}
