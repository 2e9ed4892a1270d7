import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import { ROLE } from "./engine.ts";
import type { ProbeImage } from "./probe-image.ts";

export const BODY = "5.1,Low Fat,0.016,Dairy,249.8,OUT049,1999,Medium,Tier 1,Supermarket Type1\n";

/** Makes model and configuration of an endpoint; what is answered creates the endpoint itself. */
export async function createEndpoint(
  sagemaker: SageMakerClient,
  image: ProbeImage,
  name: string,
): Promise<() => Promise<unknown>> {
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE,
      PrimaryContainer: { Image: image.reference },
    }),
  );
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [
        {
          VariantName: "AllTraffic",
          ModelName: name,
          InitialInstanceCount: 1,
          InstanceType: "ml.m5.large",
        },
      ],
    }),
  );
  return () =>
    sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}

export const deleteEndpoint = (sagemaker: SageMakerClient, name: string): Promise<unknown> =>
  sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));

export const invoke = (EndpointName: string): InvokeEndpointCommand =>
  new InvokeEndpointCommand({ EndpointName, ContentType: "text/csv", Body: BODY });
