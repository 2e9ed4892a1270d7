import type Docker from "dockerode";
import type { ContainerSpec, PeerNetwork } from "../runner.ts";
import type { DockerEngine } from "./engine-door.ts";

/** The label that says which engine's a container is, and the one that has its id there. */
export const OWNER_LABEL = "trainyard.engine";
export const ID_LABEL = "trainyard.container";

export const CONTAINER_PORT = "8080/tcp";

/** A network without a way out, on which the engine reaches containers by their addresses. */
export const ISOLATED_NETWORK = "trainyard-isolated";

/**
 * What an image that follows SageMaker's contract does as root: it takes files that are another
 * user's (the engine's own, on /opt/ml), gives them away, and runs its web server's workers as
 * somebody else, whom it also ends.
 */
const CAPABILITIES = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"];

const MOST_PROCESSES = 4096;
/** Of the machine's memory; the rest is for what runs beside the containers. */
const MEMORY_SHARE = 0.9;
/** The container's own log, which is read again when the engine was killed. */
const LOG = { Type: "json-file", Config: { "max-size": "256m", "max-file": "1" } };

/** What Docker is asked for: a container with nothing of this machine but its folder. */
export function createOptions(
  spec: ContainerSpec,
  imageId: string,
  owner: string,
  { cores, memoryBytes }: Pick<DockerEngine, "cores" | "memoryBytes">,
): Docker.ContainerCreateOptions {
  const memory = Math.floor(memoryBytes * MEMORY_SHARE);
  return {
    Image: imageId,
    ...commandOf(spec),
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Hostname: spec.hosts[0] ?? spec.id,
    Labels: { [OWNER_LABEL]: owner, [ID_LABEL]: spec.id },
    AttachStdout: true,
    AttachStderr: true,
    ...(spec.command === "serve" ? { ExposedPorts: { [CONTAINER_PORT]: {} } } : {}),
    ...(spec.peers ? aliasesOf(spec.peers, spec.hosts) : {}),
    HostConfig: {
      Mounts: mountsOf(spec),
      SecurityOpt: ["no-new-privileges"],
      CapDrop: ["ALL"],
      CapAdd: CAPABILITIES,
      Memory: memory,
      // As much as Memory means none of it in swap.
      MemorySwap: memory,
      NanoCpus: cores * 1e9,
      PidsLimit: MOST_PROCESSES,
      LogConfig: LOG,
      RestartPolicy: { Name: "no" },
      ...networkOf(spec),
    },
  };
}

/** As `docker run image train`, and as `docker run --entrypoint` where the request names one. */
function commandOf({ command, entrypoint, arguments: given }: ContainerSpec) {
  return entrypoint
    ? { Entrypoint: [...entrypoint], Cmd: [...(given ?? [])] }
    : { Cmd: [...(given ?? [command])] };
}

const mountsOf = ({ mlRoot, mounts = [] }: ContainerSpec): Docker.MountConfig => [
  { Type: "bind", Source: mlRoot, Target: "/opt/ml" },
  ...mounts.map(({ source, target, readOnly }) => ({
    Type: "bind" as const,
    Source: source,
    Target: target,
    ReadOnly: readOnly,
  })),
];

const aliasesOf = ({ handle }: PeerNetwork, names: readonly string[]) => ({
  NetworkingConfig: { EndpointsConfig: { [handle]: { Aliases: [...names] } } },
});

function networkOf({ command, network = "none", hosts, peers }: ContainerSpec) {
  if (peers) return { NetworkMode: peers.handle };
  const own = hosts.map((name) => `${name}:127.0.0.1`);
  if (command === "serve" && network === "none")
    // Names are not asked for either: Docker would ask for them outside.
    return { NetworkMode: ISOLATED_NETWORK, Dns: ["127.0.0.1"] };
  if (command === "serve")
    return { PortBindings: { [CONTAINER_PORT]: [{ HostIp: "127.0.0.1", HostPort: "" }] } };
  return { NetworkMode: network === "none" ? "none" : "bridge", ExtraHosts: own };
}
