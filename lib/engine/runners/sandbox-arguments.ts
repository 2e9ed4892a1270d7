import { existsSync, realpathSync } from "node:fs";
import { lstat, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PythonEnvironment } from "./environments.ts";
import { TOKEN_VARIABLE } from "./family.ts";
import { isInside } from "./image-files.ts";
import type { RunRecord } from "./records.ts";
import type { ContainerSpec, SourceSpec } from "./runner.ts";

/** Where the image's root lies inside, as SageMaker's own examples put it. */
export const PROGRAM = "/opt/program";
export const SYSTEM_PATH = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"] as const;

const SYSTEM_FOLDERS = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] as const;

// Looked up by the loader, by TLS, and by Debian's command alternatives. Nothing here is secret.
const SYSTEM_SETTINGS = [
  "/etc/ld.so.cache",
  "/etc/alternatives",
  "/etc/ssl/certs",
  "/etc/ssl/openssl.cnf",
  "/etc/pki/tls/certs",
  "/etc/pki/ca-trust/extracted",
] as const;

// Where the engine runs as root, so do containers as far as files are concerned, even without
// capabilities: bubblewrap leaves them /proc/sys/kernel/core_pattern, the way out of a sandbox.
export const KERNEL_SETTINGS = ["/proc/sys", "/proc/sysrq-trigger"].flatMap((path) => [
  "--ro-bind-try",
  path,
  path,
]);

/** The namespaces and limits every container gets. */
export const NAMESPACES = [
  ...["--unshare-user", "--uid", "0", "--gid", "0"],
  ...["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"],
  ...["--cap-drop", "ALL", "--new-session", "--die-with-parent", "--clearenv"],
] as const;

/** /usr, and the folders beside it that are links into it on most systems and real ones on some. */
async function systemFolders(): Promise<string[]> {
  const found = await Promise.all(
    SYSTEM_FOLDERS.map(async (folder) => {
      const entry = await lstat(folder).catch(() => undefined);
      if (!entry) return [];
      if (!entry.isSymbolicLink()) return ["--ro-bind", folder, folder];
      return ["--symlink", await readlink(folder), folder];
    }),
  );
  return ["--ro-bind", "/usr", "/usr", ...found.flat()];
}

/** The arguments that give a container a system to run on, and nothing of this machine's data. */
export async function systemArguments(): Promise<string[]> {
  const settings = SYSTEM_SETTINGS.flatMap((path) => ["--ro-bind-try", path, path]);
  const devices = ["--proc", "/proc", ...KERNEL_SETTINGS, "--dev", "/dev"];
  const scratch = ["--tmpfs", "/tmp", "--tmpfs", "/root"];
  return [...NAMESPACES, ...(await systemFolders()), ...settings, ...devices, ...scratch];
}

/** A container alone on its network has all of its names itself; peers have addresses. */
export function hostsFile({ hosts, peers }: Pick<ContainerSpec, "hosts" | "peers">): string {
  const others = [...(peers?.addresses ?? [])].map(([name, address]) => `${address} ${name}\n`);
  const own = peers ? [] : hosts;
  return `127.0.0.1 ${["localhost", ...own].join(" ")}\n::1 localhost\n${others.join("")}`;
}

/** bubblewrap's options for what a container sees beside its folder. */
export const mountArguments = ({ mounts = [] }: Pick<ContainerSpec, "mounts">): string[] =>
  mounts.flatMap(({ source, target, readOnly }) => [
    readOnly ? "--ro-bind" : "--bind",
    source,
    target,
  ]);

const ACCOUNTS = {
  passwd: "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
  group: "root:x:0:\nnogroup:x:65534:\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};

/** Files made for this container, bound over /etc. */
async function settingsOf(spec: SourceSpec, record: RunRecord): Promise<string[]> {
  const files = { ...ACCOUNTS, hosts: hostsFile(spec) };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(record.directory, name), text);
  return Object.keys(files).flatMap((name) => [
    "--ro-bind",
    join(record.directory, name),
    `/etc/${name}`,
  ]);
}

/** The environment and its interpreter, at the paths their links and scripts name. */
function pythonArguments(environment: PythonEnvironment | undefined): string[] {
  if (!environment) return [];
  const { directory, basePrefix } = environment;
  const folders = isInside("/usr", basePrefix) ? [directory] : [basePrefix, directory];
  return folders.flatMap((folder) => ["--ro-bind", folder, folder]);
}

/** True when the container shares the machine's network. Never a serving one: all want port 8080. */
export const sharesNetwork = ({ command, image, network }: SourceSpec): boolean =>
  command === "train" && network === "host" && image.network === "host";

/** The network of a container that has no peers. */
export function networkArguments(spec: SourceSpec): string[] {
  if (!sharesNetwork(spec)) return ["--unshare-net"];
  const names = "/etc/resolv.conf"; // A link into /run where systemd resolves names.
  return existsSync(names) ? ["--ro-bind", realpathSync(names), names] : [];
}

function variablesOf(
  spec: SourceSpec,
  token: string,
  path: readonly string[],
): Record<string, string> {
  return {
    LANG: "C.UTF-8",
    ...spec.image.environment,
    ...spec.environment,
    PATH: path.join(":"),
    HOME: "/root",
    [TOKEN_VARIABLE]: token,
  };
}

/** bubblewrap's options for a container. */
export async function sandboxArguments(work: {
  readonly spec: SourceSpec;
  readonly record: RunRecord;
  readonly environment: PythonEnvironment | undefined;
  readonly path: readonly string[];
  readonly network: readonly string[];
}): Promise<string[]> {
  const { spec, record, environment, path, network } = work;
  const variables = Object.entries(variablesOf(spec, record.token, path));
  return [
    ...(await systemArguments()),
    ...(await settingsOf(spec, record)),
    ...pythonArguments(environment),
    ...network,
    ...["--ro-bind", spec.image.directory, PROGRAM, "--bind", spec.mlRoot, "/opt/ml"],
    ...mountArguments(spec),
    ...["--remount-ro", "/", "--hostname", spec.hosts[0] ?? spec.id, "--chdir", PROGRAM],
    ...variables.flatMap(([name, value]) => ["--setenv", name, value]),
  ];
}
