import "server-only";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import { listEndpoints } from "@/lib/aws/sagemaker-endpoints";
import { listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { Summary } from "@/lib/contracts/summary";
import { endpointKind } from "@/lib/domain/endpoints";
import { datasetNames } from "./dataset-names";
import { bucketOf } from "./workspace";

/** The most that one page of each list holds; beyond it the sidebar says "100+". */
const LIMIT = 100;

const countOf = (items: readonly unknown[], nextCursor: string | null) => ({
  value: items.length,
  more: nextCursor !== null,
});

/** The counts of the sidebar, and how many things need someone. */
export async function getSummary(target: Target): Promise<Summary> {
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
