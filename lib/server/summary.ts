import "server-only";
import { toAppError } from "@/lib/aws/errors";
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

/** A list that the credentials may not read is left out; it takes no other count with it. */
async function allowed<T>(list: Promise<T>): Promise<T | null> {
  try {
    return await list;
  } catch (error) {
    if (toAppError(error).code === "AccessDenied") return null;
    throw error;
  }
}

const countOf = (list: { items: readonly unknown[]; nextCursor: string | null } | null) =>
  list && { value: list.items.length, more: list.nextCursor !== null };

const rowsOf = <T>(list: { rows: readonly T[]; nextCursor: string | null } | null) =>
  list && { items: list.rows, nextCursor: list.nextCursor };

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
