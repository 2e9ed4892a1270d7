import type Docker from "dockerode";
import type { Usage } from "../runner.ts";

/** A meter of a container; undefined once it has ended. */
export function createDockerMeter(container: Docker.Container): () => Promise<Usage | undefined> {
  let last = { at: performance.now(), cpuSeconds: 0 };
  return async () => {
    const stats = (await container.stats({ stream: false, "one-shot": true })) as Stats;
    const total = stats.cpu_stats.cpu_usage.total_usage;
    if (!stats.memory_stats.usage) return undefined;
    const at = performance.now();
    const cpuSeconds = total / 1e9;
    const elapsed = Math.max(at - last.at, 1) / 1000;
    const cpuPercent = Math.max(0, ((cpuSeconds - last.cpuSeconds) / elapsed) * 100);
    last = { at, cpuSeconds };
    return { cpuPercent, memoryBytes: stats.memory_stats.usage - cacheOf(stats.memory_stats) };
  };
}

/** What of Docker's answer is read; a container that ended has no usage. */
interface Stats {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: {
    readonly usage?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
}

/** Files that the kernel keeps while nobody needs the room; named by the version of cgroups. */
const cacheOf = ({ stats = {} }: Stats["memory_stats"]): number =>
  stats["total_inactive_file"] ?? stats["inactive_file"] ?? 0;
