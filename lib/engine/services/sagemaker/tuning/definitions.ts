import type {
  CreateHyperParameterTuningJobRequest,
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
  HyperParameterTuningJobObjective,
  ParameterRanges,
  ResourceConfig,
} from "@aws-sdk/client-sagemaker";
import type { Parameters } from "./search/space.ts";

/** One of a tuning job's definitions with what belongs to it, wherever the request says it. */
export interface Definition {
  readonly asked: HyperParameterTrainingJobDefinition;
  readonly objective: HyperParameterTuningJobObjective;
  readonly ranges: ParameterRanges;
}

type Request = Omit<CreateHyperParameterTuningJobRequest, "Tags">;

/** A single definition takes objective and ranges from the job, those of a list bring their own. */
export function definitionsOf({
  TrainingJobDefinition: single,
  TrainingJobDefinitions: several = [],
  HyperParameterTuningJobConfig: config,
}: Request): readonly Definition[] {
  return (single ? [single] : several).map((asked) => ({
    asked,
    objective: asked.TuningObjective ??
      config?.HyperParameterTuningJobObjective ?? { Type: undefined, MetricName: undefined },
    ranges: asked.HyperParameterRanges ?? config?.ParameterRanges ?? {},
  }));
}

/** The training job that tries `parameters`. */
export function trainingRequestOf(
  { asked, objective }: Definition,
  jobName: string,
  parameters: Parameters,
): Omit<CreateTrainingJobRequest, "Tags"> {
  const {
    DefinitionName: _name,
    TuningObjective: _objective,
    HyperParameterRanges: _ranges,
    HyperParameterTuningResourceConfig: _flexible,
    StaticHyperParameters,
    ...shared
  } = asked;
  return {
    ...shared,
    TrainingJobName: jobName,
    ResourceConfig: resourcesOf(asked),
    HyperParameters: {
      ...StaticHyperParameters,
      ...parameters,
      // The service hands the objective's name to the container under this key.
      _tuning_objective_metric: objective.MetricName ?? "",
    },
  };
}

/** The first of the instances where several would do. */
function resourcesOf({
  ResourceConfig: fixed,
  HyperParameterTuningResourceConfig: flexible,
}: HyperParameterTrainingJobDefinition): ResourceConfig | undefined {
  if (!flexible) return fixed;
  const { InstanceConfigs = [], AllocationStrategy: _strategy, ...own } = flexible;
  const { InstanceType, InstanceCount, VolumeSizeInGB } = InstanceConfigs[0] ?? own;
  return { ...own, InstanceType, InstanceCount, VolumeSizeInGB };
}
