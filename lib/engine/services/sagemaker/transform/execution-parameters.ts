import { type Agent, get } from "node:http";
import { text } from "node:stream/consumers";
import type { BatchStrategy, CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";

/** How a container is asked, after all that has a say in it. */
export interface ExecutionParameters {
  /** Invocations of one container at a time. */
  readonly maxConcurrentTransforms: number;
  /** 0: an input goes through in one stream, however large it is. */
  readonly maxPayloadInMB: number;
  readonly batchStrategy: BatchStrategy;
}

const TIMEOUT_MS = 5000;
/** Of all payloads that are under way to one container, in MB. */
export const MOST_AT_ONCE_MB = 100;

const DEFAULTS: ExecutionParameters = {
  maxConcurrentTransforms: 1,
  maxPayloadInMB: 6,
  batchStrategy: "MultiRecord",
};

/** Members that are no good are left out one by one. */
const answered = z.object({
  MaxConcurrentTransforms: z.number().int().min(1).max(100).optional().catch(undefined),
  MaxPayloadInMB: z.number().int().min(0).max(MOST_AT_ONCE_MB).optional().catch(undefined),
  BatchStrategy: z
    .enum(["MULTI_RECORD", "SINGLE_RECORD", "MultiRecord", "SingleRecord"])
    .optional()
    .catch(undefined),
});

type Answered = z.infer<typeof answered>;

/** What the container says of itself at GET /execution-parameters; nothing where it says nothing of use. */
export async function askExecutionParameters(agent: Agent): Promise<Answered> {
  try {
    return answered.parse(JSON.parse(await read(agent)));
  } catch {
    // Answering is the container's choice.
    return {};
  }
}

function read(agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const call = get({ agent, path: "/execution-parameters", signal });
    call.on("error", reject);
    call.on("response", (response) => {
      text(response).then((body) => resolve(response.statusCode === 200 ? body : ""), reject);
    });
  });
}

/** The request's parameters before the container's before SageMaker's, within what may be under way at once. */
export function settleParameters(
  request: CreateTransformJobRequest,
  container: Answered,
): ExecutionParameters {
  const payload = request.MaxPayloadInMB ?? container.MaxPayloadInMB ?? DEFAULTS.maxPayloadInMB;
  const asked = request.MaxConcurrentTransforms || undefined;
  const concurrent = asked ?? container.MaxConcurrentTransforms ?? DEFAULTS.maxConcurrentTransforms;
  const strategy = request.BatchStrategy ?? container.BatchStrategy ?? DEFAULTS.batchStrategy;
  // What the request says stands; the other one gives way.
  const isPayloadFixed = request.MaxPayloadInMB !== undefined || asked === undefined;
  return {
    maxConcurrentTransforms: isPayloadFixed
      ? Math.min(concurrent, Math.floor(MOST_AT_ONCE_MB / Math.max(payload, 1)))
      : concurrent,
    maxPayloadInMB: isPayloadFixed
      ? payload
      : Math.min(payload, Math.max(1, Math.floor(MOST_AT_ONCE_MB / concurrent))),
    batchStrategy:
      strategy === "SINGLE_RECORD" || strategy === "SingleRecord" ? "SingleRecord" : "MultiRecord",
  };
}

/** What the container is told of the request; of what the request leaves open, nothing. */
export function batchEnvironment(request: CreateTransformJobRequest): Record<string, string> {
  const { MaxPayloadInMB, MaxConcurrentTransforms, BatchStrategy } = request;
  return {
    SAGEMAKER_BATCH: "true",
    ...(MaxPayloadInMB !== undefined && { SAGEMAKER_MAX_PAYLOAD_IN_MB: String(MaxPayloadInMB) }),
    ...(BatchStrategy !== undefined && { SAGEMAKER_BATCH_STRATEGY: wireName(BatchStrategy) }),
    ...(MaxConcurrentTransforms !== undefined && {
      SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: String(MaxConcurrentTransforms),
    }),
  };
}

/** A strategy as containers and logs have it. */
export const wireName = (strategy: BatchStrategy): string =>
  strategy === "SingleRecord" ? "SINGLE_RECORD" : "MULTI_RECORD";
