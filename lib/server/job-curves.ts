import "server-only";
import type { Target } from "@/lib/aws/targets";
import { trainingSeries } from "@/lib/aws/training-metrics";
import type { JobCurves, JobCurvesBody } from "@/lib/contracts/training-jobs";
import { curvePeriod } from "@/lib/domain/curve-period";

/** The course of one metric in jobs that are over, as far as CloudWatch still has it. */
export async function getJobCurves(
  target: Target,
  { metric, jobs }: JobCurvesBody,
): Promise<JobCurves> {
  const now = Date.now();
  const questions = jobs.map(({ name, startedAt, endedAt }) => {
    const [from, to] = [Date.parse(startedAt), Date.parse(endedAt)];
    const periodSeconds = curvePeriod((to - from) / 1000, (now - from) / 1000);
    // The period that the end lies in is part of it.
    const end = new Date(to + periodSeconds * 1000);
    return { job: name, from: new Date(from), to: end, periodSeconds };
  });
  const series = await trainingSeries(target, metric, questions);
  return {
    curves: Object.fromEntries(
      jobs.map(({ name }, at) => [
        name,
        (series[at] ?? []).map(({ value }) => value).filter(Number.isFinite),
      ]),
    ),
  };
}
