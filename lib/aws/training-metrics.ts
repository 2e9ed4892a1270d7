import "server-only";
import { type MetricPoint, readSeries } from "./metric-data";
import type { Target } from "./targets";

/** A job that is over, and the seconds that a point of its curve stands for. */
export interface CurveQuestion {
  readonly job: string;
  readonly from: Date;
  readonly to: Date;
  readonly periodSeconds: number;
}

/**
 * The course of one metric in each job, in the jobs' order, by one call: SageMaker publishes what the
 * metric definitions find in a job's log.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/training-metrics.html
 */
export async function trainingSeries(
  target: Target,
  metric: string,
  jobs: readonly CurveQuestion[],
): Promise<MetricPoint[][]> {
  const times = (read: (question: CurveQuestion) => Date) => jobs.map((job) => read(job).getTime());
  const series = await readSeries(
    target,
    jobs.map(({ job, periodSeconds }, at) => ({
      Id: `job_${at}`,
      MetricStat: {
        Metric: {
          Namespace: "/aws/sagemaker/TrainingJobs",
          MetricName: metric,
          Dimensions: [{ Name: "TrainingJobName", Value: job }],
        },
        Period: periodSeconds,
        Stat: "Average",
      },
    })),
    {
      from: new Date(Math.min(...times(({ from }) => from))),
      to: new Date(Math.max(...times(({ to }) => to))),
    },
  );
  return jobs.map((_, at) => series.get(`job_${at}`) ?? []);
}
