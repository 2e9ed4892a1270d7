import "server-only";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  type ProductionVariantInstanceType,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import { type DeploymentPlan, deploymentRequests } from "@/lib/domain/code/deployment-code";
import { clientsFor } from "./clients";
import { absent, createdOrExisted } from "./outcomes";
import type { Target } from "./targets";

const isoAlways = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

export interface EndpointRow {
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export interface EndpointFacts extends EndpointRow {
  readonly arn: string;
  readonly config: string;
  /** The configuration that an update is bringing in. */
  readonly pendingConfig: string | null;
  readonly failureReason: string | null;
  readonly variants: readonly {
    readonly name: string;
    readonly desired: number | null;
    readonly current: number | null;
    readonly weight: number | null;
  }[];
}

export async function listEndpoints(
  target: Target,
  page: { nameContains?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ rows: EndpointRow[]; nextCursor: string | null }> {
  const answer = await clientsFor(target).sagemaker.send(
    new ListEndpointsCommand({
      NameContains: page.nameContains,
      MaxResults: page.limit,
      NextToken: page.cursor,
      SortBy: "CreationTime",
      SortOrder: "Descending",
    }),
  );
  const rows = (answer.Endpoints ?? []).map((endpoint) => ({
    name: endpoint.EndpointName ?? "",
    status: endpoint.EndpointStatus ?? "",
    createdAt: isoAlways(endpoint.CreationTime),
    modifiedAt: isoAlways(endpoint.LastModifiedTime),
  }));
  return { rows, nextCursor: answer.NextToken ?? null };
}

/** Null when there is no endpoint of that name. */
export async function describeEndpoint(
  target: Target,
  name: string,
): Promise<EndpointFacts | null> {
  const answer = await absent(
    clientsFor(target).sagemaker.send(new DescribeEndpointCommand({ EndpointName: name })),
  );
  if (!answer) return null;
  return {
    name: answer.EndpointName ?? name,
    arn: answer.EndpointArn ?? "",
    status: answer.EndpointStatus ?? "",
    config: answer.EndpointConfigName ?? "",
    pendingConfig: answer.PendingDeploymentSummary?.EndpointConfigName ?? null,
    createdAt: isoAlways(answer.CreationTime),
    modifiedAt: isoAlways(answer.LastModifiedTime),
    failureReason: answer.FailureReason ?? null,
    variants: (answer.ProductionVariants ?? []).map((variant) => ({
      name: variant.VariantName ?? "",
      desired: variant.DesiredInstanceCount ?? null,
      current: variant.CurrentInstanceCount ?? null,
      weight: variant.CurrentWeight ?? null,
    })),
  };
}

export interface ConfigVariant {
  readonly name: string;
  readonly model: string | null;
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
  readonly weight: number | null;
}

export async function describeEndpointConfig(
  target: Target,
  name: string,
): Promise<{ name: string; variants: ConfigVariant[] } | null> {
  const answer = await absent(
    clientsFor(target).sagemaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: name }),
    ),
  );
  if (!answer) return null;
  return {
    name,
    variants: (answer.ProductionVariants ?? []).map((variant) => ({
      name: variant.VariantName ?? "",
      model: variant.ModelName ?? null,
      instanceType: variant.InstanceType ?? null,
      instanceCount: variant.InitialInstanceCount ?? null,
      weight: variant.InitialVariantWeight ?? null,
    })),
  };
}

export interface ConfigRow {
  readonly name: string;
  readonly createdAt: string;
}

export async function listEndpointConfigs(
  target: Target,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ rows: ConfigRow[]; nextCursor: string | null }> {
  const answer = await clientsFor(target).sagemaker.send(
    new ListEndpointConfigsCommand({
      MaxResults: page.limit,
      NextToken: page.cursor,
      SortBy: "CreationTime",
      SortOrder: "Descending",
    }),
  );
  const rows = (answer.EndpointConfigs ?? []).map((config) => ({
    name: config.EndpointConfigName ?? "",
    createdAt: isoAlways(config.CreationTime),
  }));
  return { rows, nextCursor: answer.NextToken ?? null };
}

/** Models by the time they were made, newest first. */
export async function listModels(
  target: Target,
  page: { limit: number },
): Promise<{ rows: ConfigRow[]; nextCursor: string | null }> {
  const answer = await clientsFor(target).sagemaker.send(
    new ListModelsCommand({
      MaxResults: page.limit,
      SortBy: "CreationTime",
      SortOrder: "Descending",
    }),
  );
  const rows = (answer.Models ?? []).map((model) => ({
    name: model.ModelName ?? "",
    createdAt: isoAlways(model.CreationTime),
  }));
  return { rows, nextCursor: answer.NextToken ?? null };
}

export interface ModelFacts {
  readonly name: string;
  readonly image: string | null;
  readonly modelUri: string | null;
  readonly role: string | null;
  readonly environment: Record<string, string>;
}

export async function describeModel(target: Target, name: string): Promise<ModelFacts | null> {
  const answer = await absent(
    clientsFor(target).sagemaker.send(new DescribeModelCommand({ ModelName: name })),
  );
  if (!answer) return null;
  const container = answer.PrimaryContainer ?? answer.Containers?.[0];
  return {
    name,
    image: container?.Image ?? null,
    modelUri: container?.ModelDataUrl ?? container?.ModelDataSource?.S3DataSource?.S3Uri ?? null,
    role: answer.ExecutionRoleArn ?? null,
    environment: { ...container?.Environment },
  };
}

type Step = Promise<"created" | "existed">;

export const createModel = (target: Target, plan: DeploymentPlan): Step =>
  createdOrExisted(
    clientsFor(target).sagemaker.send(new CreateModelCommand(deploymentRequests(plan).model)),
  );

export function createEndpointConfig(target: Target, plan: DeploymentPlan): Step {
  const { config } = deploymentRequests(plan);
  const ProductionVariants = config.ProductionVariants.map((variant) => ({
    ...variant,
    // A type newer than the SDK is for AWS to accept or refuse.
    InstanceType: variant.InstanceType as ProductionVariantInstanceType,
  }));
  return createdOrExisted(
    clientsFor(target).sagemaker.send(
      new CreateEndpointConfigCommand({ ...config, ProductionVariants }),
    ),
  );
}

export const createEndpoint = (target: Target, plan: DeploymentPlan): Step =>
  createdOrExisted(
    clientsFor(target).sagemaker.send(new CreateEndpointCommand(deploymentRequests(plan).endpoint)),
  );

export const updateEndpoint = (target: Target, plan: DeploymentPlan) =>
  clientsFor(target).sagemaker.send(new UpdateEndpointCommand(deploymentRequests(plan).endpoint));

export const deleteEndpoint = (target: Target, name: string) =>
  clientsFor(target).sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));

/** Both are gone afterwards; what was gone before is no error. */
export const deleteEndpointConfig = (target: Target, name: string) =>
  absent(
    clientsFor(target).sagemaker.send(
      new DeleteEndpointConfigCommand({ EndpointConfigName: name }),
    ),
  );

export const deleteModel = (target: Target, name: string) =>
  absent(clientsFor(target).sagemaker.send(new DeleteModelCommand({ ModelName: name })));
