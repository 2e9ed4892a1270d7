import type {
  HyperParameterTrainingJobSummary,
  ListTrainingJobsForHyperParameterTuningJobRequest,
} from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { PagePosition } from "../../../state/resource-store.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { decodeToken, encodeToken } from "../listing.ts";
import { requireTuning, tuningJobName } from "../tuning/names.ts";
import { summarizeTraining } from "../tuning/summaries.ts";

const DEFAULT_PAGE = 10;

const validate = listRequest.omit({ NameContains: true }).extend({
  HyperParameterTuningJobName: tuningJobName,
  SortBy: z.enum(["Name", "CreationTime", "Status", "FinalObjectiveMetricValue"]).optional(),
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
});

type SortBy = NonNullable<ListTrainingJobsForHyperParameterTuningJobRequest["SortBy"]>;

/** What each order compares; what has no such value is not listed in that order. */
const SORT_VALUES: Record<
  SortBy,
  (training: HyperParameterTrainingJobSummary) => string | number | undefined
> = {
  Name: ({ TrainingJobName }) => TrainingJobName,
  CreationTime: ({ CreationTime }) => CreationTime?.getTime(),
  Status: ({ TrainingJobStatus }) => TrainingJobStatus,
  FinalObjectiveMetricValue: ({ FinalHyperParameterTuningJobObjectiveMetric: metric }) =>
    metric?.Value,
};

export const listTrainingJobsForHyperParameterTuningJob = (
  context: Pick<SageMakerContext, "accountId" | "region" | "jobs" | "tunings">,
): ServedOperation => ({
  validate,
  handle: (request: ListTrainingJobsForHyperParameterTuningJobRequest) => {
    const job = requireTuning(context, request.HyperParameterTuningJobName ?? "");
    const after = request.NextToken === undefined ? undefined : decodeToken(request.NextToken);
    const sign = request.SortOrder === "Descending" ? -1 : 1;
    const sortValue = SORT_VALUES[request.SortBy ?? "Name"];
    const rows = job.trainings
      .map((training) => summarizeTraining(context, job, training))
      .filter(({ TrainingJobStatus: status }) => (request.StatusEquals ?? status) === status)
      .flatMap((summary) => {
        const value = sortValue(summary);
        const position = { sortValue: value ?? "", name: summary.TrainingJobName ?? "" };
        return value === undefined ? [] : [{ summary, position }];
      })
      .toSorted((a, b) => sign * compare(a.position, b.position))
      .filter(({ position }) => !after || sign * compare(position, after) > 0);
    const page = rows.slice(0, request.MaxResults ?? DEFAULT_PAGE);
    const last = page.at(-1);
    return {
      TrainingJobSummaries: page.map(({ summary }) => summary),
      ...(last && rows.length > page.length && { NextToken: encodeToken(last.position) }),
    };
  },
});

function compare(left: PagePosition, right: PagePosition): number {
  if (left.sortValue !== right.sortValue) return left.sortValue < right.sortValue ? -1 : 1;
  if (left.name === right.name) return 0;
  return left.name < right.name ? -1 : 1;
}
