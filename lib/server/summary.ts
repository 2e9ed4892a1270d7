import "server-only";
import { listAlgorithms } from "@/lib/aws/sagemaker-algorithms";
import { listEndpoints } from "@/lib/aws/sagemaker-endpoints";
import { listTrainingJobs } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { Summary } from "@/lib/contracts/summary";
import { endpointKind } from "@/lib/domain/endpoints";
import { allowed } from "./allowed";
import { datasetNames } from "./dataset-names";
import { sharedAnswer } from "./shared-answer";
import { bucketOf } from "./workspace";

/** The most that one page of each list holds; beyond it the sidebar says "100+". */
const LIMIT = 100;

const countOf = (list: { items: readonly unknown[]; nextCursor: string | null } | null) =>
  list && { value: list.items.length, more: list.nextCursor !== null };

const rowsOf = <T>(list: { rows: readonly T[]; nextCursor: string | null } | null) =>
  list && { items: list.rows, nextCursor: list.nextCursor };

/** The counts of the sidebar, and how many things need someone. */
export const getSummary = (target: Target): Promise<Summary> =>
  sharedAnswer(`summary ${target.name}`, () => count(target));

async function count(target: Target): Promise<Summary> {
  const bucket = await bucketOf(target);
  const newest = { sortBy: "CreationTime", descending: true, limit: LIMIT } as const;
  const [datasets, images, jobs, endpoints] = await Promise.all([
    allowed(datasetNames(target, bucket, { limit: LIMIT })),
    allowed(listAlgorithms(target, { limit: LIMIT })),
    allowed(listTrainingJobs(target, newest)),
    allowed(listEndpoints(target, { limit: LIMIT })),
  ]);
  const troubled = (endpoints?.rows ?? []).filter(({ status }) =>
    ["failed", "partial"].includes(endpointKind(status)),
  );
  return {
    datasets: countOf(datasets && { items: datasets.names, nextCursor: datasets.nextCursor }),
    images: countOf(rowsOf(images)),
    trainingJobs: countOf(rowsOf(jobs)),
    endpoints: countOf(rowsOf(endpoints)),
    // A failed job is history, not a problem of now: nothing gets worse by leaving it there.
    problems: { trainingJobs: 0, endpoints: troubled.length },
  };
}
