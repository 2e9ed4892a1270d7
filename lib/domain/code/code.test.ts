import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { deploymentCode } from "./deployment-code";
import { invocationCode } from "./invocation-code";
import { trainingJobCode } from "./training-job-code";
import { trainingJobRequest } from "./training-job-request";

const JOB = {
  name: "rf-1",
  image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/random-forest:0.1.0",
  algorithm: "random-forest-0-1-0",
  dataset: "bigmart",
  roleArn: "arn:aws:iam::000000000000:role/trainyard-execution",
  channels: [
    { name: "training", uri: "s3://bucket/datasets/bigmart/data/", contentType: "text/csv" },
  ],
  hyperparameters: { target: "Item 'Sales' \"€\"\nx", n_estimators: "500" },
  metrics: [{ name: "rmse", regex: "rmse=(\\S+)" }],
  instanceType: "ml.m5.large",
  instanceCount: 1,
  volumeGb: 10,
  maxRuntimeSeconds: 3600,
  outputPath: "s3://bucket/output/",
};

/** Runs generated Python with a boto3 that records its calls. */
function recordedCalls(code: string): unknown {
  const harness = `
import json, sys, types
calls = []
class Client:
    def __getattr__(self, name):
        def call(*args, **kwargs):
            calls.append([name, kwargs or list(args)])
            return self
        return call
    def __getitem__(self, key):
        return self
boto3 = types.ModuleType("boto3")
boto3.client = lambda name: Client()
sys.modules["boto3"] = boto3
exec(sys.stdin.read())
print(json.dumps(calls))`;
  const printed = execFileSync("python3", ["-c", harness], { input: code, encoding: "utf8" });
  return JSON.parse(printed.trimEnd().split("\n").at(-1) ?? "");
}

test("the boto3 text makes the very request of the form", () => {
  expect(recordedCalls(trainingJobCode(JOB).boto3)).toEqual([
    ["create_training_job", JSON.parse(JSON.stringify(trainingJobRequest(JOB)))],
    ["get_waiter", ["training_job_completed_or_stopped"]],
    ["wait", { TrainingJobName: "rf-1" }],
  ]);
});

/** The words that a shell makes of a command of the AWS CLI. */
const shellWords = (cli: string): string[] =>
  execFileSync("sh", ["-c", `aws() { printf '%s\\0' "$@"; }; ${cli}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

/** Runs generated Python with a SageMaker SDK whose objects are what they were made of. */
function recordedObjects(code: string, modules: readonly string[]): unknown {
  const harness = `
import json, sys, types
calls = []
class Module(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda **given: Made(name, given)
class Made(dict):
    def __init__(self, name, given):
        super().__init__(given)
        calls.append([name, given])
    def __getattr__(self, name):
        return lambda **given: calls.append([name, given])
for name in json.loads(sys.argv[1]):
    sys.modules[name] = Module(name)
exec(sys.stdin.read())
print(json.dumps(calls))`;
  const options = { input: code, encoding: "utf8" } as const;
  return JSON.parse(execFileSync("python3", ["-c", harness, JSON.stringify(modules)], options));
}

const TAGS = [
  { Key: "trainyard:algorithm", Value: JOB.algorithm },
  { Key: "trainyard:dataset", Value: JOB.dataset },
];

test("version 2 of the SDK gets the form as an Estimator", () => {
  const modules = ["sagemaker", "sagemaker.estimator", "sagemaker.inputs"];
  const channel = { s3_data: JOB.channels[0]?.uri, content_type: "text/csv" };
  expect(recordedObjects(trainingJobCode(JOB).sdkV2, modules)).toEqual([
    [
      "Estimator",
      {
        image_uri: JOB.image,
        role: JOB.roleArn,
        instance_type: "ml.m5.large",
        instance_count: 1,
        volume_size: 10,
        max_run: 3600,
        output_path: JOB.outputPath,
        base_job_name: "rf-1",
        hyperparameters: JOB.hyperparameters,
        metric_definitions: [{ Name: "rmse", Regex: "rmse=(\\S+)" }],
        tags: TAGS,
      },
    ],
    ["TrainingInput", channel],
    ["fit", { inputs: { training: channel } }],
  ]);
});

test("version 3 of the SDK gets the form as a ModelTrainer", () => {
  const modules = ["sagemaker", "sagemaker.train", "sagemaker.train.configs"];
  const calls = recordedObjects(trainingJobCode(JOB).sdkV3, modules) as [string, unknown][];
  const made = new Map(calls);
  expect(made.get("ModelTrainer")).toEqual({
    training_image: JOB.image,
    role: JOB.roleArn,
    base_job_name: "rf-1",
    compute: { instance_type: "ml.m5.large", instance_count: 1, volume_size_in_gb: 10 },
    stopping_condition: { max_runtime_in_seconds: 3600 },
    hyperparameters: JOB.hyperparameters,
    output_data_config: { s3_output_path: JOB.outputPath },
    tags: TAGS.map(({ Key, Value }) => ({ key: Key, value: Value })),
  });
  expect(made.get("with_metric_definitions")).toEqual({
    metric_definitions: [{ name: "rmse", regex: "rmse=(\\S+)" }],
  });
  expect(made.get("train")).toEqual({
    input_data_config: [
      { channel_name: "training", data_source: JOB.channels[0]?.uri, content_type: "text/csv" },
    ],
  });
});

test("the shell reads the CLI text as two words and a JSON document", () => {
  const words = shellWords(trainingJobCode(JOB).cli);
  expect(words.slice(0, 3)).toEqual(["sagemaker", "create-training-job", "--cli-input-json"]);
  expect(JSON.parse(words[3] ?? "")).toEqual(trainingJobRequest(JOB));
});

test("a deployment is three calls in their order, with one name each", () => {
  const plan = {
    endpoint: "e",
    model: "m",
    config: "c",
    image: "i",
    modelUri: "s3://b/k",
    roleArn: "r",
    instanceType: "ml.m5.large",
    instanceCount: 2,
    startupTimeoutSeconds: 600,
    isUpdate: false,
  };
  const calls = recordedCalls(deploymentCode(plan).boto3) as [string, Record<string, unknown>][];
  expect(calls.map(([name]) => name)).toEqual([
    "create_model",
    "create_endpoint_config",
    "create_endpoint",
    "get_waiter",
    "wait",
  ]);
  expect(calls[1]?.[1]).toMatchObject({
    EndpointConfigName: "c",
    ProductionVariants: [
      { ModelName: "m", InitialInstanceCount: 2, ContainerStartupHealthCheckTimeoutInSeconds: 600 },
    ],
  });
  expect(calls[2]?.[1]).toEqual({ EndpointName: "e", EndpointConfigName: "c" });
});

const BODY = 'id,size\r\n"it\'s $(echo 1)","a ""b"" `€`"\r\n';

test("a question to an endpoint is sent as it was, by either", () => {
  const asked = { endpoint: "shop", contentType: "text/csv; header=present", body: BODY };
  const { boto3, cli } = invocationCode(asked);
  const [call] = recordedCalls(boto3) as [string, Record<string, unknown>][];
  expect(call).toEqual([
    "invoke_endpoint",
    {
      EndpointName: "shop",
      ContentType: "text/csv; header=present",
      Accept: "text/csv",
      Body: BODY,
    },
  ]);
  const words = shellWords(cli);
  expect(words.slice(0, 4)).toEqual([
    "sagemaker-runtime",
    "invoke-endpoint",
    "--endpoint-name",
    "shop",
  ]);
  // A shell's text holds line feeds alone, which the container reads just as well.
  expect(words[words.indexOf("--body") + 1]).toBe(BODY.replaceAll("\r\n", "\n"));
  expect(words.at(-1)).toBe("/dev/stdout");
});
