import { statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import type { Container } from "../../../runners/runner.ts";
import type { Clock } from "../../../state/clock.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { Timers } from "../../../state/timers.ts";

const SAMPLE_MS = 5000;

/**
 * Publishes what a container uses, under SageMaker's names, in per cent: CPU of
 * one core (so up to 100 times the cores), memory and disk of the machine.
 * The answer ends it.
 */
export function sampleUsage(
  { metrics, clock, timers }: { metrics: MetricStore; clock: Clock; timers: Timers },
  target: {
    readonly namespace: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly container: Container;
    readonly folder: string;
  },
): () => void {
  const { namespace, dimensions, container, folder } = target;
  const publish = (name: string, value: number) =>
    metrics.record({
      series: { namespace, name, dimensions },
      unit: "Percent",
      at: clock.now(),
      resolutionSeconds: 60,
      value,
    });
  const sample = async () => {
    // A container that is just gone has no usage, and its folder may be gone with it.
    const [usage, disk] = await Promise.all([
      container.usage().catch(() => undefined),
      statfs(folder).catch(() => undefined),
    ]);
    if (!usage) return;
    publish("CPUUtilization", usage.cpuPercent);
    publish("MemoryUtilization", (usage.memoryBytes / totalmem()) * 100);
    if (disk) publish("DiskUtilization", (1 - disk.bavail / disk.blocks) * 100);
  };
  void sample();
  return timers.every(SAMPLE_MS, () => void sample());
}
