import type { ServiceName } from "./operation.ts";
import type { OperationSchema, WireProtocol } from "./wire.ts";

/** How one AWS service is recognised on the wire, and where its schemas are. */
export interface ServiceModel {
  /** The service in the SigV4 credential scope. */
  readonly scope: string;
  /** What stands before the dot of `X-Amz-Target`, for AWS JSON. */
  readonly target?: string;
  /** The XML namespace of the answers to Query requests, where the service speaks Query. */
  readonly query?: { readonly namespace: string };
  /** Loaded with the first request, since a client's schemas take 50 to 100 ms to read. */
  readonly schemas: () => Promise<Readonly<Record<string, OperationSchema>>>;
  /** The code of the error for a broken constraint, where it is not ValidationException. */
  readonly validationCode?: string;
  /** Absent when Query is all it speaks. */
  readonly protocol?: () => Promise<WireProtocol>;
}

const json = async (version: "1.0" | "1.1") => (await import("./json.ts")).awsJson(version);

export const SERVICE_MODELS: Readonly<Record<ServiceName, ServiceModel>> = {
  s3: {
    scope: "s3",
    schemas: async () => (await import("./schemas/s3.ts")).s3Schemas,
    protocol: async () => (await import("./rest-xml.ts")).restXml,
  },
  sts: {
    scope: "sts",
    query: { namespace: "https://sts.amazonaws.com/doc/2011-06-15/" },
    schemas: async () => (await import("./schemas/sts.ts")).stsSchemas,
  },
  iam: {
    scope: "iam",
    query: { namespace: "https://iam.amazonaws.com/doc/2010-05-08/" },
    schemas: async () => (await import("./schemas/iam.ts")).iamSchemas,
  },
  sagemaker: {
    scope: "sagemaker",
    target: "SageMaker",
    schemas: async () => (await import("./schemas/sagemaker.ts")).sagemakerSchemas,
    protocol: () => json("1.1"),
  },
  "sagemaker-runtime": {
    scope: "sagemaker",
    validationCode: "ValidationError",
    schemas: async () => (await import("./schemas/sagemaker-runtime.ts")).sagemakerRuntimeSchemas,
    protocol: async () => (await import("./rest-json.ts")).restJson,
  },
  logs: {
    scope: "logs",
    target: "Logs_20140328",
    schemas: async () => (await import("./schemas/logs.ts")).logsSchemas,
    protocol: () => json("1.1"),
  },
  cloudwatch: {
    scope: "monitoring",
    target: "GraniteServiceVersion20100801",
    query: { namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/" },
    schemas: async () => (await import("./schemas/cloudwatch.ts")).cloudwatchSchemas,
    protocol: () => json("1.0"),
  },
  ecr: {
    scope: "ecr",
    target: "AmazonEC2ContainerRegistry_V20150921",
    validationCode: "InvalidParameterException",
    schemas: async () => (await import("./schemas/ecr.ts")).ecrSchemas,
    protocol: () => json("1.1"),
  },
};
