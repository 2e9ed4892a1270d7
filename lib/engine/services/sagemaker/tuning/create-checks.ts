import type {
  CreateHyperParameterTuningJobRequest,
  MetricDefinition,
  ParameterRanges,
} from "@aws-sdk/client-sagemaker";
import { invalid, notImplemented } from "../faults.ts";
import { type Definition, definitionsOf } from "./definitions.ts";

type Request = Omit<CreateHyperParameterTuningJobRequest, "Tags">;

/** Refuses what SageMaker would do and this engine does not, instead of leaving it out. */
export function refuseUnserved(request: Request): void {
  if (request.HyperParameterTuningJobConfig?.Strategy === "Hyperband")
    throw notImplemented(
      "Trainyard does not serve the strategy Hyperband: use Bayesian, Random or Grid.",
    );
  if (request.Autotune)
    throw notImplemented("Trainyard does not serve Autotune: leave it out and say the ranges.");
  if (definitionsOf(request).some(({ ranges }) => ranges.AutoParameters?.length))
    throw notImplemented("Trainyard does not serve AutoParameters: say the ranges.");
}

/** What can be told from the request alone. */
export function checkTuning(request: Request): void {
  const { TrainingJobDefinition: single, TrainingJobDefinitions: several } = request;
  if ((single === undefined) === (several === undefined))
    throw invalid(
      "You must specify either TrainingJobDefinition or TrainingJobDefinitions, not both.",
    );
  const definitions = definitionsOf(request);
  if (several) checkNames(several.map(({ DefinitionName }) => DefinitionName));
  for (const definition of definitions) {
    checkObjective(definition);
    checkRanges(definition);
  }
  checkBounds(request, definitions);
}

function checkNames(names: readonly (string | undefined)[]): void {
  if (names.some((name) => name === undefined))
    throw invalid("Each of TrainingJobDefinitions must have a DefinitionName.");
  if (new Set(names).size < names.length)
    throw invalid("The DefinitionName of each of TrainingJobDefinitions must be unique.");
}

function checkObjective({ objective }: Definition): void {
  if (!objective.MetricName || !objective.Type)
    throw invalid(
      "A hyperparameter tuning job needs an objective: specify HyperParameterTuningJobObjective, or TuningObjective in each of TrainingJobDefinitions.",
    );
}

/** Without an expression for it, no training would ever have a value. */
export function checkObjectiveMetric(
  { objective }: Definition,
  metrics: readonly MetricDefinition[],
): void {
  if (metrics.some(({ Name }) => Name === objective.MetricName)) return;
  const known = metrics.map(({ Name }) => Name).join(", ");
  throw invalid(
    `The objective metric ${objective.MetricName} has no metric definition. ${known ? `There are definitions of ${known}.` : "Add one to MetricDefinitions."}`,
  );
}

const numericOf = (ranges: ParameterRanges) => [
  ...(ranges.IntegerParameterRanges ?? []).map((range) => ({ ...range, isWhole: true })),
  ...(ranges.ContinuousParameterRanges ?? []).map((range) => ({ ...range, isWhole: false })),
];

function checkRanges({ ranges, asked }: Definition): void {
  const numeric = numericOf(ranges);
  const names = [...numeric, ...(ranges.CategoricalParameterRanges ?? [])].map(
    ({ Name = "" }) => Name,
  );
  if (names.length === 0)
    throw invalid("You must specify the range of at least one hyperparameter.");
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw invalid(`The hyperparameter ${twice} has more than one range.`);
  const fixed = names.find((name) => asked.StaticHyperParameters?.[name] !== undefined);
  if (fixed !== undefined)
    throw invalid(
      `The hyperparameter ${fixed} is in StaticHyperParameters and has a range: leave one out.`,
    );
  numeric.forEach(checkNumeric);
}

const WHOLE = /^-?\d+$/;

function checkNumeric({
  Name,
  MinValue = "",
  MaxValue = "",
  ScalingType,
  isWhole,
}: ReturnType<typeof numericOf>[number]): void {
  const [min, max] = [Number(MinValue), Number(MaxValue)];
  const isNumber = (text: string) =>
    text.trim() !== "" && Number.isFinite(Number(text)) && (!isWhole || WHOLE.test(text));
  const bad = [MinValue, MaxValue].find((text) => !isNumber(text));
  if (bad !== undefined)
    throw invalid(
      `The range of ${Name} has the bound "${bad}", which is not ${isWhole ? "a whole number" : "a number"}.`,
    );
  if (min > max)
    throw invalid(
      `The range of ${Name} begins with ${MinValue}, which is more than its end ${MaxValue}.`,
    );
  if (ScalingType === "Logarithmic" && min <= 0)
    throw invalid(
      `The range of ${Name} must be greater than 0 to be searched on a logarithmic scale.`,
    );
  if (ScalingType === "ReverseLogarithmic" && (isWhole || min < 0 || max >= 1))
    throw invalid(
      `The range of ${Name} must be continuous, and from 0 to less than 1, to be searched on a reverse logarithmic scale.`,
    );
}

/** Something must end the search, and a grid ends with its last combination. */
function checkBounds(
  { HyperParameterTuningJobConfig: config }: Request,
  definitions: readonly Definition[],
): void {
  const { ResourceLimits: limits, TuningJobCompletionCriteria: criteria } = config ?? {};
  if (config?.Strategy === "Grid") {
    checkGrid(limits?.MaxNumberOfTrainingJobs, definitions);
    return;
  }
  const hasEnd = limits?.MaxNumberOfTrainingJobs ?? limits?.MaxRuntimeInSeconds ?? criteria;
  if (hasEnd === undefined)
    throw invalid(
      "A hyperparameter tuning job needs an end: specify MaxNumberOfTrainingJobs, MaxRuntimeInSeconds or TuningJobCompletionCriteria.",
    );
  if ((limits?.MaxParallelTrainingJobs ?? 1) > (limits?.MaxNumberOfTrainingJobs ?? Infinity))
    throw invalid("MaxParallelTrainingJobs must not be greater than MaxNumberOfTrainingJobs.");
}

function checkGrid(most: number | undefined, definitions: readonly Definition[]): void {
  const isNumeric = definitions.some(({ ranges }) => numericOf(ranges).length > 0);
  if (isNumeric)
    throw invalid(
      "The strategy Grid takes categorical hyperparameters only: give each one its Values.",
    );
  const total = definitions
    .map(({ ranges }) =>
      (ranges.CategoricalParameterRanges ?? []).reduce(
        (all, { Values = [] }) => all * Values.length,
        1,
      ),
    )
    .reduce((all, one) => all + one, 0);
  if (most !== undefined && most !== total)
    throw invalid(
      `MaxNumberOfTrainingJobs is ${most}, and the grid has ${total} combinations: leave it out, or make them equal.`,
    );
}
