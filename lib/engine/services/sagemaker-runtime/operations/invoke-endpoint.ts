import type { InvokeEndpointInput } from "@aws-sdk/client-sagemaker-runtime";
import * as z from "zod";
import { AwsError } from "../../../protocol/errors.ts";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import type { RuntimeContext } from "../context.ts";
import { type ContainerAnswer, ForwardError, forward } from "../forward.ts";
import { recordInvocation } from "../invocation-metrics.ts";
import { pickInstance } from "../pick.ts";

/** What a header of HTTP can carry; Node refuses to send anything else. */
const headerText = z.string().regex(/^[\x20-\x7e]*$/);

const validate = z.object({
  EndpointName: z
    .string()
    .min(1)
    .max(63)
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/),
  ContentType: headerText.max(1024).optional(),
  Accept: headerText.max(1024).optional(),
  CustomAttributes: headerText.max(1024).optional(),
  InferenceId: headerText.max(64).optional(),
});

/** Sends the body to a healthy container and gives back what it answers. */
export const invokeEndpoint = (context: RuntimeContext): ServedOperation => ({
  validate,
  handle: async (input: InvokeEndpointInput, call: Call) => {
    const { clock, fleet, accountId, maxPayloadBytes } = context;
    const name = input.EndpointName ?? "";
    const endpoint = fleet.get(name);
    if (!endpoint)
      throw new AwsError("ValidationError", `Endpoint ${name} of account ${accountId} not found.`);
    const body = payloadOf(input, maxPayloadBytes);
    const picked = pickInstance(endpoint, input.TargetVariant, context.random);
    const sentAt = clock.monotonic();
    const answer = await forward(
      picked.instance,
      { body, headers: headersOf(input) },
      context,
    ).catch((error: unknown) => failure(error));
    const answeredAt = clock.monotonic();
    recordInvocation(context, name, picked, {
      status: answer instanceof ForwardError ? undefined : answer.status,
      modelMs: answeredAt - sentAt,
      totalMs: answeredAt - call.receivedAt,
    });
    if (answer instanceof ForwardError) throw noAnswer(context, name, answer);
    if (answer.status < 200 || answer.status >= 300) throw modelError(context, name, answer);
    return {
      Body: answer.body,
      ContentType: answer.headers["content-type"],
      InvokedProductionVariant: picked.variant.name,
      ...customAttributes(answer),
    };
  },
});

function payloadOf({ Body = new Uint8Array() }: InvokeEndpointInput, limit: number): Uint8Array {
  if (Body.byteLength <= limit) return Body;
  throw new AwsError(
    "ValidationError",
    `Request ${Body.byteLength} bytes is over limit ${limit}. Send fewer rows at a time.`,
    413,
  );
}

function failure(error: unknown): ForwardError {
  if (error instanceof ForwardError) return error;
  throw error;
}

function headersOf({ ContentType, Accept, CustomAttributes, InferenceId }: InvokeEndpointInput) {
  return {
    ...(ContentType !== undefined && { "content-type": ContentType }),
    ...(Accept !== undefined && { accept: Accept }),
    ...(CustomAttributes !== undefined && {
      "x-amzn-sagemaker-custom-attributes": CustomAttributes,
    }),
    ...(InferenceId !== undefined && { "x-amzn-sagemaker-inference-id": InferenceId }),
  };
}

function customAttributes({ headers }: ContainerAnswer) {
  const given = headers["x-amzn-sagemaker-custom-attributes"];
  return typeof given === "string" ? { CustomAttributes: given } : {};
}

const groupOf = (name: string) => `/aws/sagemaker/Endpoints/${name}`;

function asModelError(
  { region, accountId }: RuntimeContext,
  name: string,
  message: string,
  original: { status: number; message: string },
): AwsError {
  return new AwsError(
    "ModelError",
    `${message} See the log group ${groupOf(name)} in account ${accountId} for more information.`,
    424,
    {
      OriginalStatusCode: original.status,
      OriginalMessage: original.message,
      LogStreamArn: `arn:aws:logs:${region}:${accountId}:log-group:${groupOf(name)}`,
    },
  );
}

function modelError(context: RuntimeContext, name: string, answer: ContainerAnswer): AwsError {
  const side = answer.status >= 400 && answer.status < 500 ? "client" : "server";
  const text = answer.body.toString("utf8");
  return asModelError(
    context,
    name,
    `Received ${side} error (${answer.status}) from primary with message "${text}".`,
    { status: answer.status, message: text },
  );
}

function noAnswer(
  context: RuntimeContext,
  name: string,
  { fault, message }: ForwardError,
): AwsError {
  const texts = {
    timeout:
      "Your invocation timed out while waiting for a response from container primary: an answer is due within 60 seconds.",
    "too-large": `The container's answer is larger than ${context.maxPayloadBytes} bytes. Send fewer rows at a time.`,
    closed: `The container closed the connection without an answer: ${message}.`,
  };
  return asModelError(context, name, texts[fault], { status: 0, message: texts[fault] });
}
