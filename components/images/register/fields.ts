import * as z from "zod/mini";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { algorithmName, parseImageReference } from "@/lib/domain/image-references";

const rest = z.record(z.string(), z.unknown());

/** Text as typed, so that nothing typed is ever refused; `rest` is what a file said beyond it. */
export const registrationFields = z.object({
  reference: z.string(),
  /** Null: after the image. */
  name: z.nullable(z.string()),
  description: z.string(),
  hyperparameters: z.array(
    z.object({
      name: z.string(),
      type: z.enum(["integer", "continuous", "categorical", "text"]),
      min: z.string(),
      max: z.string(),
      values: z.string(),
      default: z.string(),
      required: z.boolean(),
      tunable: z.boolean(),
      rest,
    }),
  ),
  channels: z.array(
    z.object({ name: z.string(), contentTypes: z.string(), required: z.boolean(), rest }),
  ),
  metrics: z.array(z.object({ name: z.string(), regex: z.string() })),
  instanceTypes: z.string(),
  /** The file the form was filled from. */
  file: z.nullable(rest),
});
export type RegistrationFields = z.infer<typeof registrationFields>;
export type HyperparameterField = RegistrationFields["hyperparameters"][number];
export type ChannelField = RegistrationFields["channels"][number];
export type MetricField = RegistrationFields["metrics"][number];

export const NEW_HYPERPARAMETER: HyperparameterField = {
  name: "",
  type: "continuous",
  min: "",
  max: "",
  values: "",
  default: "",
  required: false,
  tunable: false,
  rest: {},
};

export const NEW_CHANNEL: ChannelField = {
  name: "",
  contentTypes: "text/csv",
  required: true,
  rest: {},
};

/** One channel of CSV, on the sizes most accounts have a quota for. */
export const emptyFields = (reference: string): RegistrationFields => ({
  reference,
  name: null,
  description: "",
  hyperparameters: [],
  channels: [{ ...NEW_CHANNEL, name: "training" }],
  metrics: [],
  instanceTypes: "ml.m5.large, ml.m5.xlarge, ml.m5.2xlarge",
  file: null,
});

/** The name that stands in the form: the one typed, else the one that follows from the image. */
export function nameOf({ name, reference }: RegistrationFields): string {
  if (name !== null) return name;
  const parsed = parseImageReference(reference.trim());
  return parsed ? algorithmName(parsed) : "";
}

const TYPES = {
  Integer: "integer",
  Continuous: "continuous",
  Categorical: "categorical",
  FreeText: "text",
} as const;

type Training = AlgorithmFile["TrainingSpecification"];
type Parameter = NonNullable<Training["SupportedHyperParameters"]>[number];

function fieldOf({ Name, Type, Range, DefaultValue, IsTunable, IsRequired, ...more }: Parameter) {
  const bounds =
    Range?.IntegerParameterRangeSpecification ?? Range?.ContinuousParameterRangeSpecification;
  return {
    name: Name,
    type: TYPES[Type],
    min: bounds?.MinValue ?? "",
    max: bounds?.MaxValue ?? "",
    values: (Range?.CategoricalParameterRangeSpecification?.Values ?? []).join(", "),
    default: DefaultValue ?? "",
    required: IsRequired ?? false,
    tunable: IsTunable ?? false,
    // Values may hold commas, which the field cannot tell from its own.
    rest: Range?.CategoricalParameterRangeSpecification ? { ...more, Range } : more,
  };
}

/** The form as a file fills it. A reference that was chosen before stays: files leave it open. */
export function fieldsOfFile(request: AlgorithmFile, chosen: string): RegistrationFields {
  const { TrainingSpecification: training } = request;
  return {
    reference: chosen || training.TrainingImage,
    name: request.AlgorithmName,
    description: request.AlgorithmDescription ?? "",
    hyperparameters: (training.SupportedHyperParameters ?? []).map(fieldOf),
    channels: training.TrainingChannels.map(
      ({ Name, SupportedContentTypes, IsRequired, ...more }) => ({
        name: Name,
        contentTypes: SupportedContentTypes.join(", "),
        required: IsRequired ?? false,
        rest: more,
      }),
    ),
    metrics: (training.MetricDefinitions ?? []).map(({ Name, Regex }) => ({
      name: Name,
      regex: Regex,
    })),
    instanceTypes: training.SupportedTrainingInstanceTypes.join(", "),
    file: request,
  };
}
