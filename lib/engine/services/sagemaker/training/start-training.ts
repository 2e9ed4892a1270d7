import type { CreateTrainingJobRequest, Tag } from "@aws-sdk/client-sagemaker";
import { arnOf } from "../arn.ts";
import type { SageMakerContext } from "../context.ts";
import { inUse } from "../faults.ts";
import { requireImage, requireRole } from "../requirements.ts";
import { putTags } from "../tagging.ts";
import { checkChannels } from "./channels/check-channels.ts";
import {
  checkCheckpoints,
  checkInstances,
  checkMetricDefinitions,
  checkOutput,
  checkStopping,
  resolveSource,
  type TrainingSource,
} from "./create-checks.ts";
import { MESSAGES } from "./transitions.ts";

type Request = Omit<CreateTrainingJobRequest, "Tags">;

type Checked = Pick<
  SageMakerContext,
  "accountId" | "region" | "algorithms" | "images" | "objects" | "roleExists"
>;

export type StartNeeds = Checked & Pick<SageMakerContext, "clock" | "executor" | "jobs" | "tags">;

/** Throws what is wrong with a request as far as that can be known before it runs. */
export async function checkTraining(context: Checked, request: Request): Promise<TrainingSource> {
  const source = resolveSource(
    context,
    request.AlgorithmSpecification ?? { TrainingInputMode: "File" },
  );
  await checkInstances(request);
  checkMetricDefinitions(source.metricDefinitions);
  requireRole(context, request.RoleArn);
  await requireImage(context, source.image, "train");
  checkChannels(context, request);
  checkStopping(request);
  checkCheckpoints(context.objects, request.CheckpointConfig);
  checkOutput(context.objects, request.OutputDataConfig?.S3OutputPath ?? "");
  return source;
}

/** Checks everything that can be known now, then hands the job to the executor. The answer is its ARN. */
export async function startTraining(
  context: StartNeeds,
  request: Request,
  { tags, tuningJobArn }: { readonly tags?: Tag[] | undefined; readonly tuningJobArn?: string },
): Promise<string> {
  const { jobs, executor, clock } = context;
  const name = request.TrainingJobName ?? "";
  const source = await checkTraining(context, request);
  const now = clock.now();
  const arn = arnOf(context, "training-job", name);
  const isNew = jobs.insert(
    {
      ...source,
      name,
      arn,
      request,
      ...(tuningJobArn !== undefined && { tuningJobArn }),
      status: "InProgress",
      secondaryStatus: "Starting",
      transitions: [{ Status: "Starting", StartTime: now, StatusMessage: MESSAGES.starting }],
      finalMetrics: [],
      createdAt: now,
      modifiedAt: now,
    },
    () => putTags(context.tags, arn, tags),
  );
  if (!isNew)
    throw inUse(
      `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
    );
  executor.submit(name);
  return arn;
}
