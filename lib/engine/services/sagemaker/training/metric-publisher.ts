import type { Clock } from "../../../state/clock.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Timers } from "../../../state/timers.ts";
import type { OutputLine } from "../containers/line-assembler.ts";
import type { TrainingJob } from "../records.ts";
import { createMetricCapture, withFinalMetric } from "./metric-capture.ts";

export const NAMESPACE = "/aws/sagemaker/TrainingJobs";
const SAVE_MS = 1000;

export interface MetricPublisher {
  readonly take: (line: OutputLine) => void;
  /** Makes everything durable. */
  end(): void;
}

/** Publishes a job's metrics to CloudWatch as its lines come, and their last values to its description. */
export function publishMetrics(
  deps: {
    readonly jobs: ResourceStore<TrainingJob>;
    readonly metrics: MetricStore;
    readonly clock: Clock;
    readonly timers: Timers;
  },
  job: TrainingJob,
): MetricPublisher {
  const { jobs, metrics, clock, timers } = deps;
  const capture = createMetricCapture(job.metricDefinitions);
  let latest = job.finalMetrics;
  let saved = latest;

  const save = () => {
    metrics.flush();
    if (latest === saved) return;
    saved = latest;
    jobs.update(job.name, (before) => ({ ...before, finalMetrics: latest }));
  };
  const cancel = timers.every(SAVE_MS, save);

  return {
    take(line) {
      for (const captured of capture.scan(line)) {
        const at = clock.now();
        latest = withFinalMetric(latest, captured, at);
        metrics.record({
          series: {
            namespace: NAMESPACE,
            name: captured.name,
            dimensions: { TrainingJobName: job.name },
          },
          unit: "None",
          at,
          resolutionSeconds: 1,
          value: captured.value,
        });
      }
    },
    end() {
      cancel();
      save();
    },
  };
}
