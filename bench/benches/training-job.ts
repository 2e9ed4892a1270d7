import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { BUCKET, ROLE, sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atLeast, atMost, type Bench, timed, untilItSucceeds } from "../harness.ts";
import { type ProbeImage, probeImage, type Settings } from "../probe-image.ts";

const BARE = "train by hand";
const OURS = "training job";
const LARGE_BYTES = 64 * 2 ** 20;
const SMALL_TIME = "model of 1 KB, ms";
const LARGE_TIME = "model of 64 MiB, ms";

/** Starts a job of the probe image; its name is new each time. */
export async function createJob(
  sagemaker: SageMakerClient,
  image: ProbeImage,
  settings: Settings,
): Promise<string> {
  const TrainingJobName = `bench-${crypto.randomUUID()}`;
  await sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName,
      AlgorithmSpecification: { TrainingImage: image.reference, TrainingInputMode: "File" },
      RoleArn: ROLE,
      HyperParameters: { ...settings },
      OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/bench` },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
    }),
  );
  return TrainingJobName;
}

async function toCompleted(sagemaker: SageMakerClient, TrainingJobName: string): Promise<void> {
  const describe = new DescribeTrainingJobCommand({ TrainingJobName });
  const status = await untilItSucceeds(async () => {
    const job = await sagemaker.send(describe);
    if (job.TrainingJobStatus === "InProgress") throw new Error("still in progress");
    return job.TrainingJobStatus;
  });
  if (status !== "Completed") throw new Error(`The training job is ${status}.`);
}

const bothSizes = async (train: (settings: Settings) => Promise<void>) => ({
  [SMALL_TIME]: await timed(() => train({ bytes: "1024", lines: "0" })),
  [LARGE_TIME]: await timed(() => train({ bytes: String(LARGE_BYTES), lines: "0" })),
});

export const trainingJob: Bench = {
  name: "training-job",
  title: "Training job",
  about:
    "From CreateTrainingJob to Completed, as a client sees it, beside running the same `train` program by hand. It writes 1 KB of random bytes as its model, or 64 MiB, which are then archived to S3.",
  runs: 9,
  run: async (runs) => {
    const image = await probeImage();
    const samples = await withEngine([image.directory], (access) => {
      const sagemaker = sagemakerOf(access);
      const job = async (settings: Settings) =>
        toCompleted(sagemaker, await createJob(sagemaker, image, settings));
      return alternate(
        [
          { name: BARE, measure: () => bothSizes(image.train) },
          { name: OURS, measure: () => bothSizes(job) },
        ],
        runs,
      );
    }).finally(image.remove);
    const over = (time: string) => samples.median(OURS, time) - samples.median(BARE, time);
    const archiving = over(LARGE_TIME) - over(SMALL_TIME);
    return {
      samples,
      claims: [
        atMost("a job over its program", over(SMALL_TIME), 150, "ms"),
        atLeast("archives on top", LARGE_BYTES / 1e3 / archiving, 40, "MB/s"),
      ],
    };
  },
};
