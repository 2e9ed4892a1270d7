import * as z from "zod/mini";
import { shapeProblems } from "@/lib/client/algorithm-file";
import { type AlgorithmFile, algorithmFile } from "@/lib/contracts/algorithm-file";
import { type HyperparameterField, nameOf, type RegistrationFields } from "./fields";

const TYPES = {
  integer: "Integer",
  continuous: "Continuous",
  categorical: "Categorical",
  text: "FreeText",
} as const;

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === "object" && value !== null ? (value as Members) : {};

/** The values as they stand in the field, or as the file gave them where nobody has changed them. */
function valuesOf({ values, rest }: HyperparameterField): readonly unknown[] {
  const range = membersOf(membersOf(rest["Range"])["CategoricalParameterRangeSpecification"]);
  const given = range["Values"];
  return Array.isArray(given) && given.join(", ") === values ? given : listOf(values);
}

/** A range that is half given is sent so, to be refused at its field. */
function rangeOf(field: HyperparameterField): Members {
  const { type, min, max } = field;
  if (type === "categorical") {
    return { Range: { CategoricalParameterRangeSpecification: { Values: valuesOf(field) } } };
  }
  if (type === "text" || (min.trim() === "" && max.trim() === "")) return {};
  return {
    Range: {
      [`${TYPES[type]}ParameterRangeSpecification`]: {
        MinValue: min.trim(),
        MaxValue: max.trim(),
      },
    },
  };
}

function parameterOf(field: HyperparameterField): Members {
  const { Range: _, ...rest } = field.rest;
  return {
    Name: field.name.trim(),
    ...rest,
    Type: TYPES[field.type],
    ...rangeOf(field),
    IsRequired: field.required,
    IsTunable: field.tunable,
    ...(field.default === "" ? {} : { DefaultValue: field.default }),
  };
}

/** Containers that ran the file's image run the chosen one. */
function inferenceOf({ file, reference }: RegistrationFields): Members {
  const inference = file?.["InferenceSpecification"];
  if (inference === undefined) return {};
  const before = membersOf(file?.["TrainingSpecification"])["TrainingImage"];
  const containers = membersOf(inference)["Containers"];
  const moved = Array.isArray(containers)
    ? containers.map((one: unknown) =>
        membersOf(one)["Image"] === before ? { ...membersOf(one), Image: reference.trim() } : one,
      )
    : containers;
  return { InferenceSpecification: { ...membersOf(inference), Containers: moved } };
}

/** The whole form as a CreateAlgorithm request, whether it can be sent or not. */
function wholeRequest(fields: RegistrationFields): unknown {
  const {
    TrainingSpecification: training,
    InferenceSpecification: _inference,
    AlgorithmName: _name,
    AlgorithmDescription: _description,
    ...more
  } = fields.file ?? {};
  return {
    AlgorithmName: nameOf(fields).trim(),
    ...(fields.description.trim() === ""
      ? {}
      : { AlgorithmDescription: fields.description.trim() }),
    TrainingSpecification: {
      ...membersOf(training),
      TrainingImage: fields.reference.trim(),
      SupportedHyperParameters: fields.hyperparameters.map(parameterOf),
      SupportedTrainingInstanceTypes: listOf(fields.instanceTypes),
      MetricDefinitions: fields.metrics.map(({ name, regex }) => ({
        Name: name.trim(),
        Regex: regex,
      })),
      TrainingChannels: fields.channels.map(({ name, contentTypes, required, rest }) => ({
        Name: name.trim(),
        SupportedInputModes: ["File"],
        ...rest,
        IsRequired: required,
        SupportedContentTypes: listOf(contentTypes),
      })),
    },
    ...inferenceOf(fields),
    ...more,
  };
}

/** Sentences by the path of the member, its steps parted by dots. */
export type RegistrationProblems = ReadonlyMap<string, string>;

/** The form's request; null with the reasons while a field cannot be sent. */
export function requestOf(fields: RegistrationFields): {
  readonly request: AlgorithmFile | null;
  readonly problems: RegistrationProblems;
} {
  const whole = wholeRequest(fields);
  const problems = new Map(
    shapeProblems(whole).map(({ path, what }) => [path.map(String).join("."), what]),
  );
  return { request: problems.size === 0 ? z.parse(algorithmFile, whole) : null, problems };
}

/** The one sentence at a path or anywhere below it; nothing to spread where there is none. */
export function errorAt(problems: RegistrationProblems, path: string): { error?: string } {
  const own = problems.get(path);
  const below = [...problems].find(([at]) => at.startsWith(`${path}.`))?.[1];
  const error = own ?? below;
  return error === undefined ? {} : { error };
}
