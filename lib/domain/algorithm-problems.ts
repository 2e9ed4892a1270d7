import { algorithmProblems as words } from "@/lib/words/image-registration";
import { type HyperparameterRule, hyperparameterProblem } from "./hyperparameters";
import { parseImageReference } from "./image-references";
import { compileMetrics } from "./log-metrics";

type Optional<T> = T | undefined;

interface Bounds {
  readonly MinValue: string;
  readonly MaxValue: string;
}

interface SpecifiedParameter {
  readonly Name: string;
  readonly Type: "Integer" | "Continuous" | "Categorical" | "FreeText";
  readonly Range?: Optional<{
    readonly IntegerParameterRangeSpecification?: Optional<Bounds>;
    readonly ContinuousParameterRangeSpecification?: Optional<Bounds>;
    readonly CategoricalParameterRangeSpecification?: Optional<{ readonly Values: string[] }>;
  }>;
  readonly DefaultValue?: Optional<string>;
}

/** What these rules read of a CreateAlgorithm request. */
export interface SpecifiedAlgorithm {
  readonly TrainingSpecification: {
    readonly TrainingImage: string;
    readonly SupportedHyperParameters?: Optional<readonly SpecifiedParameter[]>;
    readonly MetricDefinitions?: Optional<
      readonly { readonly Name: string; readonly Regex: string }[]
    >;
    readonly TrainingChannels: readonly { readonly Name: string }[];
    readonly SupportedTuningJobObjectiveMetrics?: Optional<
      readonly { readonly MetricName: string }[]
    >;
  };
}

/** A sentence at a path into the request, its steps parted by dots. */
export interface AlgorithmProblem {
  readonly path: string;
  readonly message: string;
}

const BASE = "TrainingSpecification";

const twice = (list: string, rows: readonly { readonly Name: string }[]): AlgorithmProblem[] =>
  rows.flatMap(({ Name }, at) =>
    rows.findIndex((other) => other.Name === Name) < at
      ? [{ path: `${BASE}.${list}.${at}.Name`, message: words.twice(Name) }]
      : [],
  );

function regexProblem(Name: string, Regex: string): string | null {
  const { metrics, refused } = compileMetrics([{ name: Name, regex: Regex }]);
  if (refused[0]) return words.regexRefused(refused[0].reason);
  return metrics[0]?.pattern.groupCount() === 0 ? words.regexNoGroup : null;
}

const RULE_TYPES = {
  Integer: "integer",
  Continuous: "continuous",
  Categorical: "categorical",
  FreeText: "text",
} as const;

const RANGES = {
  Integer: "IntegerParameterRangeSpecification",
  Continuous: "ContinuousParameterRangeSpecification",
  Categorical: "CategoricalParameterRangeSpecification",
  FreeText: null,
} as const;

function ruleOf({ Name, Type, Range, DefaultValue }: SpecifiedParameter): HyperparameterRule {
  const bounds =
    Range?.IntegerParameterRangeSpecification ?? Range?.ContinuousParameterRangeSpecification;
  return {
    name: Name,
    type: RULE_TYPES[Type],
    min: bounds ? Number(bounds.MinValue) : null,
    max: bounds ? Number(bounds.MaxValue) : null,
    values: Range?.CategoricalParameterRangeSpecification?.Values ?? [],
    default: DefaultValue ?? null,
    required: false,
  };
}

function rangeProblem(
  { Type, Range }: SpecifiedParameter,
  rule: HyperparameterRule,
): string | null {
  const given = Object.entries(Range ?? {}).filter(([, value]) => value !== undefined);
  if (given.some(([name]) => name !== RANGES[Type])) return words.rangeOfOther(Type);
  if (Type === "Categorical" && rule.values.length === 0) return words.needsValues;
  const { min, max } = rule;
  return min !== null && max !== null && min > max
    ? words.upsideDown(String(min), String(max))
    : null;
}

function parameterProblems(spec: SpecifiedParameter, at: number): AlgorithmProblem[] {
  const path = `${BASE}.SupportedHyperParameters.${at}`;
  const rule = ruleOf(spec);
  const ofRange = rangeProblem(spec, rule);
  if (ofRange) return [{ path: `${path}.Range`, message: ofRange }];
  return hyperparameterProblem(rule, spec.DefaultValue ?? "") === null
    ? []
    : [{ path: `${path}.DefaultValue`, message: words.defaultOutside }];
}

/**
 * What is wrong with a request whose shape is right: what stands twice, expressions that RE2
 * refuses, ranges upside down, defaults out of range, objectives without a metric.
 */
export function algorithmProblems({
  TrainingSpecification: spec,
}: SpecifiedAlgorithm): AlgorithmProblem[] {
  const parameters = spec.SupportedHyperParameters ?? [];
  const metrics = spec.MetricDefinitions ?? [];
  const objectives = spec.SupportedTuningJobObjectiveMetrics ?? [];
  return [
    ...(parseImageReference(spec.TrainingImage)
      ? []
      : [{ path: `${BASE}.TrainingImage`, message: words.reference }]),
    ...twice("SupportedHyperParameters", parameters),
    ...parameters.flatMap(parameterProblems),
    ...twice("TrainingChannels", spec.TrainingChannels),
    ...twice("MetricDefinitions", metrics),
    ...metrics.flatMap(({ Name, Regex }, at) => {
      const message = regexProblem(Name, Regex);
      return message ? [{ path: `${BASE}.MetricDefinitions.${at}.Regex`, message }] : [];
    }),
    ...objectives.flatMap(({ MetricName }, at) =>
      metrics.some(({ Name }) => Name === MetricName)
        ? []
        : [
            {
              path: `${BASE}.SupportedTuningJobObjectiveMetrics.${at}.MetricName`,
              message: words.objective(MetricName),
            },
          ],
    ),
  ];
}
