import { randomInt } from "node:crypto";
import type { CreateHyperParameterTuningJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { inUse, invalid } from "../faults.ts";
import { withCanonicalImage } from "../image-names.ts";
import { putTags } from "../tagging.ts";
import { trainingRequestSchema } from "../training/request-schema.ts";
import { checkTraining, type StartNeeds } from "../training/start-training.ts";
import { checkObjectiveMetric, checkTuning, refuseUnserved } from "../tuning/create-checks.ts";
import { definitionsOf, trainingRequestOf } from "../tuning/definitions.ts";
import { tuningJobName } from "../tuning/names.ts";

const SHORTEST_RUN_SECONDS = 120;
const LONGEST_RUN_SECONDS = 15_768_000;
const LARGEST_SEED = 2 ** 31 - 1;

const text = z.string().max(256);

const objective = z.object({
  Type: z.enum(["Maximize", "Minimize"]),
  MetricName: z.string().min(1).max(255),
});

const range = z.object({
  Name: text,
  MinValue: text,
  MaxValue: text,
  ScalingType: z.enum(["Auto", "Linear", "Logarithmic", "ReverseLogarithmic"]).optional(),
});

const ranges = z.object({
  IntegerParameterRanges: z.array(range).max(30).optional(),
  ContinuousParameterRanges: z.array(range).max(30).optional(),
  CategoricalParameterRanges: z
    .array(z.object({ Name: text, Values: z.array(text).min(1).max(30) }))
    .max(30)
    .optional(),
});

const training = trainingRequestSchema.shape;

const definition = z.object({
  DefinitionName: z.string().min(1).max(64).optional(),
  TuningObjective: objective.optional(),
  HyperParameterRanges: ranges.optional(),
  StaticHyperParameters: training.HyperParameters,
  AlgorithmSpecification: z.object({
    TrainingImage: training.AlgorithmSpecification.shape.TrainingImage,
    AlgorithmName: training.AlgorithmSpecification.shape.AlgorithmName,
    TrainingInputMode: training.AlgorithmSpecification.shape.TrainingInputMode,
    MetricDefinitions: training.AlgorithmSpecification.shape.MetricDefinitions,
  }),
  RoleArn: training.RoleArn,
  InputDataConfig: training.InputDataConfig,
  OutputDataConfig: training.OutputDataConfig,
  ResourceConfig: training.ResourceConfig.optional(),
  StoppingCondition: training.StoppingCondition,
  Environment: training.Environment,
});

const validate = z.object({
  HyperParameterTuningJobName: tuningJobName,
  HyperParameterTuningJobConfig: z.object({
    Strategy: z.enum(["Bayesian", "Random", "Hyperband", "Grid"]),
    HyperParameterTuningJobObjective: objective.optional(),
    ResourceLimits: z.object({
      MaxNumberOfTrainingJobs: z.number().int().min(1).optional(),
      MaxParallelTrainingJobs: z.number().int().min(1),
      MaxRuntimeInSeconds: z
        .number()
        .int()
        .min(SHORTEST_RUN_SECONDS)
        .max(LONGEST_RUN_SECONDS)
        .optional(),
    }),
    ParameterRanges: ranges.optional(),
    TrainingJobEarlyStoppingType: z.enum(["Off", "Auto"]).optional(),
    TuningJobCompletionCriteria: z
      .object({
        TargetObjectiveMetricValue: z.number().optional(),
        BestObjectiveNotImproving: z
          .object({ MaxNumberOfTrainingJobsNotImproving: z.number().int().min(3).optional() })
          .optional(),
        ConvergenceDetected: z
          .object({ CompleteOnConvergence: z.enum(["Disabled", "Enabled"]).optional() })
          .optional(),
      })
      .optional(),
    RandomSeed: z.number().int().min(0).optional(),
  }),
  TrainingJobDefinition: definition.optional(),
  TrainingJobDefinitions: z.array(definition).min(1).max(10).optional(),
  WarmStartConfig: z
    .object({
      ParentHyperParameterTuningJobs: z
        .array(z.object({ HyperParameterTuningJobName: tuningJobName }))
        .min(1)
        .max(5),
      WarmStartType: z.enum(["IdenticalDataAndAlgorithm", "TransferLearning"]),
    })
    .optional(),
  Tags: tags.optional(),
});

type Request = Omit<CreateHyperParameterTuningJobRequest, "Tags">;

/** Checks the search and, with one set of hyperparameters, the training jobs that it will create. */
export const createHyperParameterTuningJob = (
  context: StartNeeds & Pick<SageMakerContext, "tunings" | "tuner">,
): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...asked }: CreateHyperParameterTuningJobRequest, call) => {
    const request = withCanonicalImages(asked, call);
    const { tunings, tuner, clock } = context;
    const name = request.HyperParameterTuningJobName ?? "";
    refuseUnserved(request);
    checkTuning(request);
    requireParents(context, request);
    for (const each of definitionsOf(request)) {
      const source = await checkTraining(context, trainingRequestOf(each, `${name}-001`, {}));
      checkObjectiveMetric(each, source.metricDefinitions);
    }
    const now = clock.now();
    const arn = arnOf(context, "hyper-parameter-tuning-job", name);
    const isNew = tunings.insert(
      {
        name,
        arn,
        request,
        seed: request.HyperParameterTuningJobConfig?.RandomSeed ?? randomInt(LARGEST_SEED),
        trainings: [],
        status: "InProgress",
        createdAt: now,
        modifiedAt: now,
      },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew)
      throw inUse(
        `Hyperparameter tuning job names must be unique within an AWS account and region, and one with this name already exists (${arn})`,
      );
    tuner.submit(name);
    return { HyperParameterTuningJobArn: arn };
  },
});

function withCanonicalImages(request: Request, call: Call): Request {
  const canonical = (asked: NonNullable<Request["TrainingJobDefinition"]>) => ({
    ...asked,
    AlgorithmSpecification:
      asked.AlgorithmSpecification &&
      withCanonicalImage(asked.AlgorithmSpecification, "TrainingImage", call),
  });
  const { TrainingJobDefinition: single, TrainingJobDefinitions: several } = request;
  return {
    ...request,
    ...(single && { TrainingJobDefinition: canonical(single) }),
    ...(several && { TrainingJobDefinitions: several.map(canonical) }),
  };
}

function requireParents({ tunings }: Pick<SageMakerContext, "tunings">, request: Request): void {
  const parents = request.WarmStartConfig?.ParentHyperParameterTuningJobs ?? [];
  for (const { HyperParameterTuningJobName = "" } of parents) {
    const parent = tunings.get(HyperParameterTuningJobName);
    if (!parent)
      throw invalid(`The parent tuning job ${HyperParameterTuningJobName} does not exist.`);
    if (!parent.endedAt)
      throw invalid(
        `The parent tuning job ${HyperParameterTuningJobName} is in status ${parent.status}: a warm start needs parents that are over.`,
      );
  }
}
