import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { LauncherError } from "../launcher/project.mjs";
import { executionRole } from "./training.mjs";

const IN_SERVICE_WITHIN_S = 300;

/** Deploys the job's model as an endpoint of the run's name and waits until it is in service. */
export async function deploy(clients, { name, say }, job) {
  const { sagemaker } = clients;
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      PrimaryContainer: {
        Image: job.AlgorithmSpecification.TrainingImage,
        ModelDataUrl: job.ModelArtifacts.S3ModelArtifacts,
      },
      ExecutionRoleArn: await executionRole(clients),
    }),
  );
  const variant = {
    VariantName: "AllTraffic",
    ModelName: name,
    InstanceType: "ml.m5.large",
    InitialInstanceCount: 1,
  };
  await sagemaker.send(
    new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }),
  );
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
  say(`Deploying the endpoint ${name}`);
  const endpoint = { EndpointName: name };
  try {
    const pace = { client: sagemaker, maxWaitTime: IN_SERVICE_WITHIN_S, minDelay: 1, maxDelay: 1 };
    await waitUntilEndpointInService(pace, endpoint);
  } catch (error) {
    const { EndpointStatus, FailureReason } = await sagemaker.send(
      new DescribeEndpointCommand(endpoint),
    );
    throw new LauncherError(
      `The endpoint ${name} is ${EndpointStatus}: ${FailureReason ?? error.message}`,
    );
  }
  say("  InService");
}

/** Removes what the demo deployed; the training job and its files stay. */
export async function removeEndpoint({ sagemaker }, { name, say }) {
  await sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));
  await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name }));
  await sagemaker.send(new DeleteModelCommand({ ModelName: name }));
  say(`Removed the endpoint ${name}`);
}
