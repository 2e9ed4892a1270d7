import { cliCommand, pythonCall } from "./literals";

export interface DeploymentPlan {
  readonly endpoint: string;
  readonly model: string;
  readonly config: string;
  readonly image: string;
  readonly modelUri: string;
  readonly roleArn: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly startupTimeoutSeconds: number | null;
  /** The endpoint is there and gets this model in place of its present one. */
  readonly isUpdate: boolean;
}

export const VARIANT = "AllTraffic";

/** The three requests of a deployment, in their order. */
export const deploymentRequests = (plan: DeploymentPlan) => ({
  model: {
    ModelName: plan.model,
    PrimaryContainer: { Image: plan.image, ModelDataUrl: plan.modelUri },
    ExecutionRoleArn: plan.roleArn,
  },
  config: {
    EndpointConfigName: plan.config,
    ProductionVariants: [
      {
        VariantName: VARIANT,
        ModelName: plan.model,
        InitialInstanceCount: plan.instanceCount,
        InstanceType: plan.instanceType,
        InitialVariantWeight: 1,
        ...(plan.startupTimeoutSeconds === null
          ? {}
          : { ContainerStartupHealthCheckTimeoutInSeconds: plan.startupTimeoutSeconds }),
      },
    ],
  },
  endpoint: { EndpointName: plan.endpoint, EndpointConfigName: plan.config },
});

/** The form as code: the same three calls by boto3 and by the AWS CLI. */
export function deploymentCode(plan: DeploymentPlan): { boto3: string; cli: string } {
  const { model, config, endpoint } = deploymentRequests(plan);
  const last = plan.isUpdate ? "update" : "create";
  const boto3 = [
    'import boto3\n\nsagemaker = boto3.client("sagemaker")',
    pythonCall("sagemaker.create_model", model),
    pythonCall("sagemaker.create_endpoint_config", config),
    pythonCall(`sagemaker.${last}_endpoint`, endpoint),
    `sagemaker.get_waiter("endpoint_in_service").wait(\n    EndpointName=${JSON.stringify(plan.endpoint)},\n)`,
  ];
  const cli = [
    cliCommand("sagemaker create-model", model),
    cliCommand("sagemaker create-endpoint-config", config),
    cliCommand(`sagemaker ${last}-endpoint`, endpoint),
  ];
  return { boto3: `${boto3.join("\n")}\n`, cli: `${cli.join("\n")}\n` };
}
