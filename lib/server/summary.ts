import "server-only";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import { listEndpoints } from "@/lib/aws/sagemaker-endpoints";
import { listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { Summary } from "@/lib/contracts/summary";
import { processWide } from "@/lib/dashboard/process-wide";
import { endpointKind } from "@/lib/domain/endpoints";
import { datasetNames } from "./dataset-names";
import { bucketOf } from "./workspace";

/** The most that one page of each list holds; beyond it the sidebar says "100+". */
const LIMIT = 100;

const countOf = (items: readonly unknown[], nextCursor: string | null) => ({
  value: items.length,
  more: nextCursor !== null,
});

const asked = () => processWide("summary.asked", () => new Map<string, Promise<Summary>>());

/**
 * The counts of the sidebar, and how many things need someone. Every open tab asks at the same
 * moment, when a list has changed, and all get the answer to one question: an account's lists may
 * be asked for twice a second.
 */
export function getSummary(target: Target): Promise<Summary> {
  const known = asked().get(target.name);
  if (known) return known;
  const summary = count(target).finally(() => asked().delete(target.name));
  asked().set(target.name, summary);
  return summary;
}

async function count(target: Target): Promise<Summary> {
  const bucket = await bucketOf(target);
  const [datasets, images, jobs, endpoints] = await Promise.all([
    datasetNames(target, bucket, { limit: LIMIT }),
    listAlgorithms(target, { limit: LIMIT }),
    listTrainingJobs(target, { sortBy: "CreationTime", descending: true, limit: LIMIT }),
    listEndpoints(target, { limit: LIMIT }),
  ]);
  const troubled = endpoints.rows.filter(({ status }) =>
    ["failed", "partial"].includes(endpointKind(status)),
  );
  return {
    datasets: countOf(datasets.names, datasets.nextCursor),
    images: countOf(images.rows, images.nextCursor),
    trainingJobs: countOf(jobs.rows, jobs.nextCursor),
    endpoints: countOf(endpoints.rows, endpoints.nextCursor),
    // A failed job is history, not a problem of now: nothing gets worse by leaving it there.
    problems: { trainingJobs: 0, endpoints: troubled.length },
  };
}
