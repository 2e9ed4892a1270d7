import "server-only";
import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

export interface Invocation {
  readonly body: Uint8Array;
  /** With its parameters: `text/csv; header=present`. */
  readonly contentType: string;
  /** The media type the answer should have. */
  readonly accept: string;
}

export interface InvocationAnswer {
  readonly text: string;
  readonly contentType: string | null;
  readonly variant: string | null;
}

/** One request to the model. @throws ModelError of the SDK with the container's own answer. */
export async function invokeEndpoint(
  target: Target,
  endpoint: string,
  { body, contentType, accept }: Invocation,
  signal: AbortSignal,
): Promise<InvocationAnswer> {
  const answer = await clientsFor(target).runtime.send(
    new InvokeEndpointCommand({
      EndpointName: endpoint,
      Body: body,
      ContentType: contentType,
      Accept: accept,
    }),
    { abortSignal: signal },
  );
  return {
    text: new TextDecoder().decode(answer.Body),
    contentType: answer.ContentType ?? null,
    variant: answer.InvokedProductionVariant ?? null,
  };
}
