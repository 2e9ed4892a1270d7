import * as z from "zod/mini";
import { instanceType, resourceName } from "./common";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const filled = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const description = z.optional(z.string().check(z.maxLength(1024)));

const bounds = (pattern: RegExp, message: string) =>
  z.strictObject({
    MinValue: z.string().check(z.maxLength(256), z.regex(pattern, message)),
    MaxValue: z.string().check(z.maxLength(256), z.regex(pattern, message)),
  });

const range = z.strictObject({
  IntegerParameterRangeSpecification: z.optional(
    bounds(/^[+-]?\d+$/, "Use a whole number, written as text."),
  ),
  ContinuousParameterRangeSpecification: z.optional(
    bounds(NUMBER, "Use a number, written as text."),
  ),
  CategoricalParameterRangeSpecification: z.optional(
    z.strictObject({ Values: z.array(filled(256)).check(z.minLength(1), z.maxLength(30)) }),
  ),
});

const hyperparameter = z.strictObject({
  Name: filled(256),
  Description: description,
  Type: z.enum(["Integer", "Continuous", "Categorical", "FreeText"]),
  Range: z.optional(range),
  DefaultValue: z.optional(z.string().check(z.maxLength(2500))),
  IsTunable: z.optional(z.boolean()),
  IsRequired: z.optional(z.boolean()),
});

const channel = z.strictObject({
  Name: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(64),
      z.regex(/^[A-Za-z0-9._-]*$/, "Use letters, digits, dots, dashes and underscores only."),
    ),
  Description: description,
  IsRequired: z.optional(z.boolean()),
  SupportedContentTypes: z.array(filled(256)).check(z.minLength(1), z.maxLength(20)),
  SupportedCompressionTypes: z.optional(z.array(z.enum(["None", "Gzip"]))),
  SupportedInputModes: z.array(z.enum(["File", "FastFile", "Pipe"])).check(z.minLength(1)),
});

const metric = z.strictObject({ Name: filled(255), Regex: filled(500) });

const instanceTypes = z.array(instanceType).check(z.maxLength(200));

const inference = z.strictObject({
  // A container takes some twenty members that nothing here looks at; AWS checks them.
  Containers: z.array(z.looseObject({ Image: filled(255) })).check(z.minLength(1), z.maxLength(15)),
  SupportedTransformInstanceTypes: z.optional(instanceTypes),
  SupportedRealtimeInferenceInstanceTypes: z.optional(instanceTypes),
  SupportedContentTypes: z.optional(z.array(filled(256))),
  SupportedResponseMIMETypes: z.optional(z.array(filled(1024))),
});

/**
 * `algorithm.json`: a CreateAlgorithm request as AWS writes it, which the engine, an account and
 * `container/build_and_push.sh` take alike.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAlgorithm.html
 */
export const algorithmFile = z.strictObject({
  AlgorithmName: resourceName,
  AlgorithmDescription: description,
  TrainingSpecification: z.strictObject({
    TrainingImage: filled(255),
    TrainingImageDigest: z.optional(
      z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/i, "Use sha256: and 64 hexadecimal digits.")),
    ),
    SupportedHyperParameters: z.optional(z.array(hyperparameter).check(z.maxLength(100))),
    SupportedTrainingInstanceTypes: instanceTypes.check(z.minLength(1)),
    SupportsDistributedTraining: z.optional(z.boolean()),
    MetricDefinitions: z.optional(z.array(metric).check(z.maxLength(40))),
    TrainingChannels: z.array(channel).check(z.minLength(1), z.maxLength(8)),
    SupportedTuningJobObjectiveMetrics: z.optional(
      z.array(z.strictObject({ Type: z.enum(["Maximize", "Minimize"]), MetricName: filled(255) })),
    ),
    AdditionalS3DataSource: z.optional(z.looseObject({})),
  }),
  InferenceSpecification: z.optional(inference),
  ValidationSpecification: z.optional(z.looseObject({})),
  CertifyForMarketplace: z.optional(z.boolean()),
  Tags: z.optional(z.array(z.strictObject({ Key: filled(128), Value: z.string() }))),
});
export type AlgorithmFile = z.infer<typeof algorithmFile>;
