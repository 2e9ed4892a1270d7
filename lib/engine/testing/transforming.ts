import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateModelCommand,
  CreateTransformJobCommand,
  type CreateTransformJobRequest,
  DescribeTransformJobCommand,
  SageMakerClient,
  StopTransformJobCommand,
} from "@aws-sdk/client-sagemaker";
import { LINES_MODELS, linesImage } from "./lines-image.ts";
import { probeImage, TEST_BUCKET } from "./probe-image.ts";
import { startTestEngine, type TestEngine } from "./test-engine.ts";
import { untilOf } from "./until.ts";

const GROUP = "/aws/sagemaker/TransformJobs";

/** What differs between requests of tests; `input` and `output` are below the test bucket. */
export interface Wanted extends Omit<Partial<CreateTransformJobRequest>, "TransformInput"> {
  readonly model?: string;
  readonly input?: Partial<CreateTransformJobRequest["TransformInput"]>;
  readonly output?: Partial<CreateTransformJobRequest["TransformOutput"]>;
}

/** A complete request that sends `s3://<bucket>/<name>/in/` line by line to `<name>/out/`. */
export function transformRequest(
  name: string,
  { model = "lines", input, output, ...more }: Wanted = {},
): CreateTransformJobRequest {
  return {
    TransformJobName: name,
    ModelName: model,
    TransformInput: {
      DataSource: {
        S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${TEST_BUCKET}/${name}/in/` },
      },
      ContentType: "text/csv",
      SplitType: "Line",
      ...input,
    },
    TransformOutput: {
      S3OutputPath: `s3://${TEST_BUCKET}/${name}/out`,
      AssembleWith: "Line",
      ...output,
    },
    TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
    ...more,
  };
}

/** Transform jobs of a test engine, as a client of AWS sees them. */
export function transformClient(engine: Pick<TestEngine, "client">) {
  const sagemaker = new SageMakerClient(engine.client);
  const s3 = new S3Client(engine.client);
  const describe = (TransformJobName: string) =>
    sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
  const create = (...request: Parameters<typeof transformRequest>) =>
    sagemaker.send(new CreateTransformJobCommand(transformRequest(...request)));
  /** Waits for the end of a job. */
  const finished = (name: string) =>
    untilOf(describe)(name, ({ TransformJobStatus: status = "" }) =>
      ["Completed", "Failed", "Stopped"].includes(status),
    );
  const put = (Key: string, Body: string | Uint8Array) =>
    s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body }));
  const keys = async (Prefix: string) => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: TEST_BUCKET, Prefix }));
    return (page.Contents ?? []).map(({ Key = "" }) => Key.slice(Prefix.length));
  };
  const read = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: TEST_BUCKET, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  return {
    sagemaker,
    describe,
    create,
    finished,
    put,
    keys,
    stop: (TransformJobName: string) =>
      sagemaker.send(new StopTransformJobCommand({ TransformJobName })),
    createModel: (ModelName: string, Image: string, Environment: Record<string, string> = {}) =>
      sagemaker.send(
        new CreateModelCommand({ ModelName, PrimaryContainer: { Image, Environment } }),
      ),
    output: async (job: string, path: string) => (await read(`${job}/out/${path}.out`)).toString(),
    /** Puts the inputs, runs the job to its end, and answers it with all that it wrote. */
    async run(name: string, inputs: Record<string, string | Uint8Array>, wanted?: Wanted) {
      for (const [path, body] of Object.entries(inputs)) await put(`${name}/in/${path}`, body);
      await create(name, wanted);
      const job = await finished(name);
      const prefix = `${name}/out/`;
      const written = await keys(prefix);
      const outputs = await Promise.all(
        written.map(async (key) => [key, (await read(prefix + key)).toString()] as const),
      );
      return { job, outputs: Object.fromEntries(outputs) };
    },
    ...jobLog(engine),
  };
}

function jobLog(engine: Pick<TestEngine, "client">) {
  const logs = new CloudWatchLogsClient(engine.client);
  /** All lines that a job's containers printed, or that were said about its data. */
  const lines = async (name: string) => {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: GROUP, logStreamNamePrefix: `${name}/` }),
    );
    return events.map(({ message = "" }) => message);
  };
  return {
    lines,
    /** How many lines each invocation of a job brought. */
    invocations: async (name: string) =>
      (await lines(name))
        .filter((line) => line.startsWith("invoked "))
        .map((line) => Number(line.split(" ")[1])),
    async streams(name: string) {
      const { logStreams = [] } = await logs.send(
        new DescribeLogStreamsCommand({ logGroupName: GROUP, logStreamNamePrefix: `${name}/` }),
      );
      return logStreams.map(({ logStreamName = "" }) => logStreamName);
    },
  };
}

/** A client of an engine of its own, with models of the image below. */
export async function startTransforming() {
  const images = [
    await linesImage(),
    await probeImage("dies", { serve: "echo 'no model here' >&2; exit 9" }),
  ];
  const [lines, dies] = images.map(({ reference }) => reference);
  const engine = await startTestEngine({
    imageDirectories: images.map(({ directory }) => directory),
  });
  const client = transformClient(engine);
  for (const [name, environment] of Object.entries(LINES_MODELS))
    await client.createModel(name, lines ?? "", environment);
  await client.createModel("dies", dies ?? "");
  return {
    ...client,
    engine,
    async dispose() {
      await engine.dispose();
      for (const image of images) await image.dispose();
    },
  };
}

export type Transforming = Awaited<ReturnType<typeof startTransforming>>;
