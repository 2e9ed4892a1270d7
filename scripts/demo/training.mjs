import { setTimeout as sleep } from "node:timers/promises";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateTrainingJobCommand,
  DescribeAlgorithmCommand,
  DescribeTrainingJobCommand,
  ListAlgorithmsCommand,
} from "@aws-sdk/client-sagemaker";
import { LauncherError } from "../launcher/project.mjs";
import { newLines } from "./job-log.mjs";

const ALGORITHM_PREFIX = "random-forest-";
const TARGET = "Item_Outlet_Sales";
const POLL_MS = 250;
const MAX_RUNTIME_S = 3600;

/** Puts the sample into a dataset of its own. @returns {Promise<string>} the channel's S3 prefix */
export async function upload({ s3 }, { name, bucket, say }, sample) {
  const Key = `datasets/${name}/data/${sample.fileName}`;
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key, Body: sample.text, ContentType: "text/csv" }),
  );
  const prefix = `s3://${bucket}/datasets/${name}/data/`;
  say(`Uploaded ${sample.rows.length} rows to ${prefix}`);
  return prefix;
}

async function findAlgorithm({ sagemaker }) {
  const { AlgorithmSummaryList = [] } = await sagemaker.send(
    new ListAlgorithmsCommand({ NameContains: ALGORITHM_PREFIX, SortBy: "CreationTime" }),
  );
  const newest = AlgorithmSummaryList.at(-1);
  if (!newest)
    throw new LauncherError("The random-forest image is not registered with the engine.");
  return sagemaker.send(new DescribeAlgorithmCommand({ AlgorithmName: newest.AlgorithmName }));
}

/** The ARN of a role that lets SageMaker act. */
export async function executionRole({ iam }) {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const role = Roles.find(({ AssumeRolePolicyDocument = "" }) =>
    decodeURIComponent(AssumeRolePolicyDocument).includes("sagemaker.amazonaws.com"),
  );
  if (!role) throw new LauncherError("No role trusts sagemaker.amazonaws.com.");
  return role.Arn;
}

/** Trains the random forest and shows its log while it runs. @returns the description of the finished job */
export async function train(clients, { name, bucket, say }, channel) {
  const { AlgorithmName, TrainingSpecification } = await findAlgorithm(clients);
  await clients.sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName: name,
      AlgorithmSpecification: {
        TrainingImage: TrainingSpecification.TrainingImage,
        TrainingInputMode: "File",
        MetricDefinitions: TrainingSpecification.MetricDefinitions,
      },
      RoleArn: await executionRole(clients),
      HyperParameters: { target: TARGET },
      InputDataConfig: [
        {
          ChannelName: "training",
          ContentType: "text/csv",
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: channel } },
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/output/` },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: MAX_RUNTIME_S },
      Tags: [
        { Key: "trainyard:algorithm", Value: AlgorithmName },
        { Key: "trainyard:dataset", Value: name },
      ],
    }),
  );
  say(`Training ${name} with ${AlgorithmName}`);
  const job = await follow(clients, name, say);
  if (job.TrainingJobStatus !== "Completed") {
    throw new LauncherError(`${name} is ${job.TrainingJobStatus}: ${job.FailureReason ?? ""}`);
  }
  for (const { MetricName, Value } of job.FinalMetricDataList ?? []) {
    say(`  ${MetricName} = ${Number(Value).toPrecision(6)}`);
  }
  say(`Trained: ${job.ModelArtifacts.S3ModelArtifacts}`);
  return job;
}

async function follow(clients, name, say) {
  const positions = new Map();
  let phase;
  for (;;) {
    const job = await clients.sagemaker.send(
      new DescribeTrainingJobCommand({ TrainingJobName: name }),
    );
    if (job.SecondaryStatus !== phase) {
      phase = job.SecondaryStatus;
      say(`  ${phase}`);
    }
    for (const line of await newLines(clients, name, positions)) say(`    ${line}`);
    if (["Completed", "Failed", "Stopped"].includes(job.TrainingJobStatus)) return job;
    await sleep(POLL_MS);
  }
}
