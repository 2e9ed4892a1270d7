import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TuningClient, tuningClient, tuningRequest } from "../../../testing/tuning.ts";

let engine: TestEngine;
let client: TuningClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("quick", { train: "echo loss=1" });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = tuningClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const refused = (request: CreateHyperParameterTuningJobRequest) =>
  client.create(request).then(
    () => "accepted",
    ({ name, message }: Error) => `${name}: ${message}`,
  );

const withConfig = (config: Partial<HyperParameterTuningJobConfig>) =>
  refused(tuningRequest("refused", image.reference, config));

test("names are shorter than those of other jobs, in AWS's words", async () => {
  const name = "a".repeat(33);
  expect(await refused(tuningRequest(name, image.reference))).toBe(
    `ValidationException: 1 validation error detected: Value '${name}' at 'hyperParameterTuningJobName' failed to satisfy constraint: Member must have length less than or equal to 32`,
  );
});

const range = (MinValue: string, MaxValue: string) => ({ Name: "x", MinValue, MaxValue });

test.each<[string, Partial<HyperParameterTuningJobConfig>, string]>([
  ["no ranges", { ParameterRanges: {} }, "range of at least one hyperparameter"],
  [
    "a bound that is no number",
    { ParameterRanges: { ContinuousParameterRanges: [range("0", "ten")] } },
    'bound "ten", which is not a number',
  ],
  [
    "a whole number with a fraction",
    { ParameterRanges: { IntegerParameterRanges: [range("0.5", "3")] } },
    'bound "0.5", which is not a whole number',
  ],
  [
    "bounds the wrong way round",
    { ParameterRanges: { IntegerParameterRanges: [range("3", "1")] } },
    "begins with 3, which is more than its end 1",
  ],
  [
    "a logarithm of zero",
    {
      ParameterRanges: {
        ContinuousParameterRanges: [{ ...range("0", "1"), ScalingType: "Logarithmic" }],
      },
    },
    "must be greater than 0",
  ],
  [
    "a reverse logarithm of one",
    {
      ParameterRanges: {
        ContinuousParameterRanges: [{ ...range("0", "1"), ScalingType: "ReverseLogarithmic" }],
      },
    },
    "from 0 to less than 1",
  ],
  [
    "one name twice",
    {
      ParameterRanges: {
        ContinuousParameterRanges: [range("0", "1")],
        IntegerParameterRanges: [range("0", "1")],
      },
    },
    "x has more than one range",
  ],
  [
    "a fixed value and a range",
    { ParameterRanges: { IntegerParameterRanges: [{ ...range("1", "5"), Name: "folds" }] } },
    "folds is in StaticHyperParameters and has a range",
  ],
  [
    "an objective without an expression",
    { HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "rmse" } },
    "rmse has no metric definition. There are definitions of loss.",
  ],
  ["a grid of numbers", { Strategy: "Grid" }, "categorical hyperparameters only"],
  [
    "a grid of another size",
    {
      Strategy: "Grid",
      ParameterRanges: { CategoricalParameterRanges: [{ Name: "x", Values: ["1", "2"] }] },
    },
    "the grid has 2 combinations",
  ],
  ["no end", { ResourceLimits: { MaxParallelTrainingJobs: 1 } }, "needs an end"],
  ["Hyperband", { Strategy: "Hyperband" }, "NotImplemented: Trainyard does not serve"],
])("refuses %s", async (_what, config, words) => {
  expect(await withConfig(config)).toContain(words);
});

test("refuses what its training jobs would be refused for, and a name that is taken", async () => {
  expect(await refused(tuningRequest("refused", "nobody/has:this"))).toContain(
    "Requested image nobody/has:this not found",
  );
  const request = tuningRequest("taken", image.reference);
  expect(await refused(request)).toBe("accepted");
  expect(await refused(request)).toContain("ResourceInUse");
  expect(
    await refused({
      ...tuningRequest("orphan", image.reference),
      WarmStartConfig: {
        WarmStartType: "TransferLearning",
        ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: "nobody" }],
      },
    }),
  ).toContain("parent tuning job nobody does not exist");
});
