import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { ContainerSpec, PeerNetwork } from "./runner.ts";
import type { SandboxTools } from "./sandbox-tools.ts";
import { ended, started } from "./streams.ts";
import { asEnvironment } from "./variables.ts";

/**
 * A bridge in a network namespace that nothing else is in, held open until the pipe to it closes: with
 * the job, or with the engine. `$1` is ip.
 */
const HOLD = `"$1" link add peers type bridge && "$1" link set peers up && echo ready && exec cat`;

/**
 * Gives this new network namespace an eth0 whose other end is on the bridge, then becomes the rest of
 * the arguments. `$1` ip, `$2` nsenter, `$3` the holder's process id, `$4` the end's name, `$5` the address.
 */
const JOIN = [
  `"$1" link set lo up`,
  `"$1" link add eth0 type veth peer name "$4" netns "$3"`,
  `"$1" addr add "$5"/16 dev eth0`,
  `"$1" link set eth0 up`,
  `"$2" -t "$3" -n "$1" link set "$4" up master peers`,
  'shift 5 && exec "$@"',
].join(" && ");

const NO_IP =
  "several instances need the program ip for their network (Debian and Ubuntu: apt-get install iproute2)";

const addressAt = (index: number) => `10.128.${(index + 1) >> 8}.${(index + 1) & 255}`;

/** A network of sandboxes alone: each has its own eth0, and there is no way out. */
export async function openSandboxNetwork(
  { ip, unshare }: SandboxTools,
  names: readonly string[],
): Promise<PeerNetwork> {
  if (ip === undefined) throw new Error(NO_IP);
  const namespaces = ["--user", "--map-root-user", "--net"];
  const holder = spawn(unshare, [...namespaces, "--", "/bin/sh", "-c", HOLD, "sh", ip], {
    env: asEnvironment({}),
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const over = ended(holder);
  holder.stdin.on("error", () => undefined); // Its end tells why.
  const complaint = text(holder.stderr);
  const pid = await started(holder);
  const isReady = once(createInterface({ input: holder.stdout }), "line").then(() => true);
  if (!(await Promise.race([isReady, over.then(() => false)])))
    throw new Error(`the instances' network could not be made: ${(await complaint).trim()}`);
  return {
    handle: String(pid),
    addresses: new Map(names.map((name, index) => [name, addressAt(index)])),
    async close() {
      holder.stdin.end();
      await over;
    },
  };
}

/** What a sandbox is started through, and bubblewrap's options for its network. */
export interface SandboxNetwork {
  readonly through: readonly string[];
  readonly flags: readonly string[];
}

/** Puts a container on its peers' network; the network that it would have alone is for the caller to say. */
export function joinSandboxNetwork(
  { ip = "", nsenter, unshare }: SandboxTools,
  { peers, hosts: [name = ""] }: Pick<ContainerSpec, "peers" | "hosts">,
  alone: readonly string[],
): SandboxNetwork {
  if (!peers) return { through: [], flags: alone };
  const { handle, addresses } = peers;
  const enter = [nsenter, "-t", handle, "-U", "--preserve-credentials", "--"];
  const join = ["/bin/sh", "-c", JOIN, "sh", ip, nsenter, handle];
  const end = `peer${[...addresses.keys()].indexOf(name)}`;
  return {
    through: [...enter, unshare, "--net", "--", ...join, end, addresses.get(name) ?? ""],
    flags: [],
  };
}
