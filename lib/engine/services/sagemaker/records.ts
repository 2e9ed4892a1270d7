import type {
  CreateAlgorithmInput,
  CreateEndpointConfigInput,
  CreateModelInput,
  CreateTrainingJobRequest,
  CreateTransformJobRequest,
  EndpointStatus,
  MetricData,
  MetricDefinition,
  ModelPackageContainerDefinition,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobStatus,
  TransformJobStatus,
} from "@aws-sdk/client-sagemaker";
import type { Resource } from "../../state/resource-store.ts";
import type { StopReason } from "./training/run-control.ts";

export interface TrainingJob extends Resource {
  readonly status: TrainingJobStatus;
  readonly secondaryStatus: SecondaryStatus;
  readonly request: Omit<CreateTrainingJobRequest, "Tags">;
  /** The image's full reference, also when the request named an algorithm. */
  readonly image: string;
  readonly metricDefinitions: readonly MetricDefinition[];
  readonly transitions: readonly SecondaryStatusTransition[];
  readonly finalMetrics: readonly MetricData[];
  /** When `train` started and when the job was over. */
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** Since when its containers run, and for how long others of it ran before. */
  readonly runningSince?: Date;
  readonly ranBeforeMs?: number;
  /** How often it was started again because of RetryStrategy. */
  readonly restarts?: number;
  /** What runs it, instance by instance, where another engine could go on with that. */
  readonly containers?: readonly { readonly id: string; readonly logStream: string }[];
  /** What its containers left in the folders of these ids, until it is uploaded. */
  readonly leftovers?: {
    readonly ids: readonly string[];
    readonly reason?: StopReason;
    readonly failureReason?: string;
  };
  readonly failureReason?: string;
  /** The tuning job that chose its hyperparameters. */
  readonly tuningJobArn?: string;
  /** S3 URI of model.tar.gz. */
  readonly modelArtifacts?: string;
}

export interface TransformJob extends Resource {
  readonly status: TransformJobStatus;
  readonly request: Omit<CreateTransformJobRequest, "Tags">;
  /** When it was first taken up and when it was over. */
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** Whether its inputs are written down. */
  readonly isListed?: boolean;
  readonly failureReason?: string;
}

export interface Algorithm extends Resource {
  readonly request: Omit<CreateAlgorithmInput, "Tags">;
  readonly imageDigest: string;
}

export interface Model extends Resource {
  readonly request: Omit<CreateModelInput, "Tags">;
  /** What the model package that its container names was created with. */
  readonly packaged?: PackagedContainer;
}

export type PackagedContainer = Pick<
  ModelPackageContainerDefinition,
  "Image" | "ModelDataUrl" | "Environment"
>;

export interface EndpointConfig extends Resource {
  readonly request: Omit<CreateEndpointConfigInput, "Tags">;
}

export interface Endpoint extends Resource {
  readonly status: EndpointStatus;
  /** The configuration that serves, or is being made to serve at creation. */
  readonly configName: string;
  /** The configuration that an update is bringing in. */
  readonly pendingConfigName?: string;
  readonly variants: readonly EndpointVariant[];
  readonly failureReason?: string;
}

export interface EndpointVariant {
  readonly name: string;
  readonly weight: number;
  readonly instanceCount: number;
}
