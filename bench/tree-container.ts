import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateModelCommand,
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
} from "@aws-sdk/client-sagemaker";
import { REGION } from "../e2e/fixtures/engine.ts";
import { ROOT } from "../e2e/fixtures/processes.ts";
import { ACCOUNT, type Access, BUCKET, ROLE, sagemakerOf } from "./engine.ts";
import { untilItSucceeds } from "./harness.ts";

const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/decision-tree:0.1.0`;
const FOLDER = join(ROOT, "container");
/** As its image.json has it. */
const IMAGE_ENVIRONMENT = {
  ...process.env,
  PYTHONPATH: "src",
  TRAINYARD_ALGORITHM: "decision_tree",
};
const TRAINED_WITHIN_MS = 600_000;

/** The shipped decision tree, trained on some rows. */
export interface TreeContainer {
  /** The model's name, also its training job's. */
  readonly model: string;
  /** Starts the same `serve` on the same model as any shell would. */
  serve(port: number): ChildProcess;
  remove(): Promise<void>;
}

export async function trainTree(
  access: Access,
  dataDir: string,
  rows: string,
): Promise<TreeContainer> {
  const sagemaker = sagemakerOf(access);
  const s3 = new S3Client({ ...access, forcePathStyle: true });
  const model = "bench-tree";
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${model}/train.csv`, Body: rows }));
  await sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName: model,
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: "File" },
      RoleArn: ROLE,
      InputDataConfig: [
        {
          ChannelName: "training",
          DataSource: {
            S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${BUCKET}/${model}/train.csv` },
          },
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/${model}` },
      ResourceConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
    }),
  );
  // Its Python environment may have to be made.
  await untilItSucceeds(async () => {
    const job = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: model }));
    if (job.TrainingJobStatus !== "Completed") throw new Error(`The tree: ${job.FailureReason}.`);
  }, TRAINED_WITHIN_MS);
  const Key = `${model}/${model}/output/model.tar.gz`;
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: model,
      PrimaryContainer: { Image: IMAGE, ModelDataUrl: `s3://${BUCKET}/${Key}` },
    }),
  );
  const ml = await unpackModel(s3, Key);
  const python = await environmentOf(dataDir);
  return {
    model,
    serve: (port) =>
      spawn(python, ["-m", "trainyard_container.serve"], {
        cwd: FOLDER,
        stdio: "ignore",
        env: {
          ...IMAGE_ENVIRONMENT,
          SAGEMAKER_BASE_DIR: ml,
          SAGEMAKER_BIND_TO_PORT: String(port),
        },
      }),
    remove: () => rm(ml, { recursive: true, force: true }),
  };
}

async function unpackModel(s3: S3Client, Key: string): Promise<string> {
  const ml = await mkdtemp(join(tmpdir(), "trainyard-bench-ml-"));
  await mkdir(join(ml, "model"));
  const archive = join(ml, "model.tar.gz");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  if (!(Body instanceof Readable)) throw new Error("The model cannot be read.");
  await pipeline(Body, createWriteStream(archive));
  await promisify(execFile)("tar", ["-xzf", archive, "-C", join(ml, "model")]);
  return ml;
}

/** The Python of the environment that the engine made for the image, among those of earlier ones. */
async function environmentOf(dataDir: string): Promise<string> {
  const folder = join(dataDir, "environments");
  const entries = await readdir(folder, { withFileTypes: true });
  // Beside them are their locks.
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const python = join(folder, name, "bin", "python");
    const load = ["-c", "import trainyard_container.serve"];
    const isIt = await promisify(execFile)(python, load, {
      cwd: FOLDER,
      env: IMAGE_ENVIRONMENT,
    }).then(
      () => true,
      () => false,
    );
    if (isIt) return python;
  }
  throw new Error("The engine made no Python environment.");
}
