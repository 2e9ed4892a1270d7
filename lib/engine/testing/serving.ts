import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { TestEngine } from "./test-engine.ts";
import { untilOf } from "./until.ts";

/** Endpoints of a test engine, as a client of AWS sees them. */
export function servingClient(engine: Pick<TestEngine, "client">) {
  const sagemaker = new SageMakerClient(engine.client);
  const runtime = new SageMakerRuntimeClient(engine.client);
  const describe = (EndpointName: string) =>
    sagemaker.send(new DescribeEndpointCommand({ EndpointName }));

  /** An endpoint configuration of a model's name. */
  const configure = (name: string, count = 1) => {
    const variant = {
      VariantName: "AllTraffic",
      ModelName: name,
      InitialInstanceCount: count,
      InstanceType: "ml.m5.large" as const,
    };
    return sagemaker.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }),
    );
  };

  return {
    sagemaker,
    describe,
    /** A model and an endpoint configuration of the same name. */
    async createConfig(
      name: string,
      image: string,
      modelDataUrl?: string,
      count = 1,
      Environment: Record<string, string> = {},
    ) {
      const container = { Image: image, ModelDataUrl: modelDataUrl, Environment };
      await sagemaker.send(
        new CreateModelCommand({ ModelName: name, PrimaryContainer: container }),
      );
      await configure(name, count);
    },
    configure,
    create: (EndpointName: string, EndpointConfigName: string) =>
      sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName })),
    update: (EndpointName: string, EndpointConfigName: string) =>
      sagemaker.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName })),
    remove: (EndpointName: string) => sagemaker.send(new DeleteEndpointCommand({ EndpointName })),
    /** The endpoint once it is neither Creating nor Updating. */
    settled: (name: string) =>
      untilOf(describe)(name, ({ EndpointStatus: status }) => !status?.endsWith("ing")),
    async invoke(name: string, body: string, more: { CustomAttributes?: string } = {}) {
      const answer = await runtime.send(
        new InvokeEndpointCommand({ EndpointName: name, Body: body, Accept: "text/csv", ...more }),
      );
      return { ...answer, text: Buffer.from(answer.Body ?? []).toString() };
    },
  };
}

export type ServingClient = ReturnType<typeof servingClient>;
