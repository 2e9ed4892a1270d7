import type { CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import { type DataProcessing, dataProcessingOf } from "./data-processing.ts";
import { type ExecutionParameters, MOST_AT_ONCE_MB } from "./execution-parameters.ts";
import type { InvocationSettings } from "./invoke.ts";
import { type Batch, type Bounds, lineBatches, processedBatches, wholeBatch } from "./split.ts";

const MB = 1024 ** 2;
const DEFAULT_TIMEOUT_SECONDS = 600;
const DEFAULT_RETRIES = 3;

/** How each input of a job goes through its container. */
export interface Plan {
  readonly isGzip: boolean;
  /** Whether an input goes through in one stream, of which nothing is held. */
  readonly isStreamed: boolean;
  /** Whether what became of a batch ends with a line's end. */
  readonly endsLines: boolean;
  readonly processing: DataProcessing | undefined;
  readonly contentType: string | undefined;
  readonly invocation: InvocationSettings;
  batches(source: AsyncIterable<Buffer>): AsyncGenerator<Batch>;
}

export function planOf(request: CreateTransformJobRequest, parameters: ExecutionParameters): Plan {
  const { TransformInput: input, TransformOutput: output, ModelClientConfig: client } = request;
  const processing = dataProcessingOf(request);
  const isSplit = input?.SplitType === "Line";
  const bounds: Bounds = {
    maxBytes: (parameters.maxPayloadInMB || MOST_AT_ONCE_MB) * MB,
    isSingle: parameters.batchStrategy === "SingleRecord",
  };
  const isEachAlone = isSplit && bounds.isSingle;
  return {
    isGzip: input?.CompressionType === "Gzip",
    // Records that are looked into have to be held.
    isStreamed: parameters.maxPayloadInMB === 0 && !processing && !isEachAlone,
    endsLines: output?.AssembleWith === "Line",
    processing,
    contentType: output?.Accept,
    invocation: {
      timeoutMs: (client?.InvocationsTimeoutInSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
      retries: client?.InvocationsMaxRetries ?? DEFAULT_RETRIES,
      headers: {
        ...(input?.ContentType !== undefined && { "content-type": input.ContentType }),
        ...(output?.Accept !== undefined && { accept: output.Accept }),
        "accept-encoding": "gzip",
      },
    },
    batches(source) {
      if (!isSplit) return wholeBatch(source, bounds, processing);
      const isLookedInto = processing && (processing.isFiltered || processing.isJoined);
      return isLookedInto
        ? processedBatches(source, bounds, processing)
        : lineBatches(source, bounds);
    },
  };
}
