import { once } from "node:events";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { TransformInput } from "../../../state/transform-inputs.ts";
import { type S3Location, s3Below } from "../containers/s3-uri.ts";
import { inOrder } from "./in-order.ts";
import { type InvocationContext, invoke, invokeStreaming } from "./invoke.ts";
import type { Plan } from "./plan.ts";
import type { Slots } from "./slots.ts";
import type { Batch } from "./split.ts";
import { InputFault, type TransformDeps } from "./transform-run.ts";

/** One container's share in the work. */
export interface Station {
  readonly deps: TransformDeps;
  readonly plan: Plan;
  readonly invoked: InvocationContext["invoked"];
  /** Invocations at the same time. */
  readonly calls: Slots;
  /** Batches in memory, with what became of them. */
  readonly batches: Slots;
  readonly signal: AbortSignal;
  /** The job's S3OutputPath. */
  readonly target: S3Location;
}

const LINE_END = Buffer.from("\n");

/**
 * Sends an input through the container and stores what becomes of it, all or nothing. Rejects with an
 * InputFault where the input is at fault, or the container with it.
 */
export async function transformInput(station: Station, input: TransformInput): Promise<void> {
  const { deps, plan, target } = station;
  const { bucket, key } = s3Below(target, `${input.path}.out`);
  const output = plan.isStreamed ? streamed(station, input) : batched(station, input);
  await deps.objects.put(bucket, key, output, { contentType: plan.contentType });
}

async function* batched(station: Station, input: TransformInput): AsyncGenerator<Buffer> {
  const { deps, plan, invoked, calls, batches, signal } = station;
  const settings = { ...plan.invocation, headers: headersOf(plan, input) };
  const work = async (batch: Batch, ended: AbortSignal) => {
    const leave = await calls.enter();
    const stop = AbortSignal.any([signal, ended]);
    try {
      stop.throwIfAborted();
      const answer = await invoke({ deps, invoked, settings, signal: stop }, batch.body);
      return { batch, answer };
    } catch (error) {
      throw inBatch(error, batch);
    } finally {
      leave();
    }
  };
  const source = plan.batches(openInput(station, input));
  for await (const { batch, answer } of inOrder(source, batches, work)) {
    let last: number | undefined;
    for (const piece of writtenOf(plan, batch, answer)) {
      last = piece.at(-1) ?? last;
      yield piece;
    }
    if (plan.endsLines && last !== LINE_END[0]) yield LINE_END;
  }
}

function writtenOf({ processing }: Plan, batch: Batch, answer: Buffer): Iterable<Buffer> {
  return processing?.write(answer, batch.inputs, batch.first) ?? [answer];
}

/** Says which records a fault is about. */
function inBatch(error: unknown, { first, count }: Batch): unknown {
  if (!(error instanceof InputFault)) return error;
  const which = count === 1 ? `record ${first}` : `records ${first} to ${first + count - 1}`;
  return new InputFault(error.blame, `${which}: ${error.message}`, error.answer);
}

async function* streamed(station: Station, input: TransformInput): AsyncGenerator<Buffer> {
  const { deps, plan, invoked, calls, signal } = station;
  const settings = { ...plan.invocation, headers: headersOf(plan, input) };
  const leave = await calls.enter();
  const abort = new AbortController();
  const answer = new PassThrough();
  let last: number | undefined;
  const context = { deps, invoked, settings, signal: AbortSignal.any([signal, abort.signal]) };
  const take = async (piece: Buffer) => {
    last = piece.at(-1) ?? last;
    if (!answer.write(piece)) await once(answer, "drain", { signal: context.signal });
  };
  const sent = invokeStreaming(context, () => openInput(station, input), take).then(
    () => answer.end(),
    (error: Error) => answer.destroy(error),
  );
  try {
    yield* answer as AsyncIterable<Buffer>;
    if (plan.endsLines && last !== undefined && last !== LINE_END[0]) yield LINE_END;
  } finally {
    abort.abort();
    await sent;
    leave();
  }
}

/** An input's bytes, unpacked. */
async function* openInput(
  { deps: { objects }, plan, signal }: Station,
  { bucket, key }: TransformInput,
): AsyncGenerator<Buffer> {
  if (!objects.head(bucket, key))
    throw new InputFault("ClientError", "NoSuchKey: it was deleted before it was read");
  const stored = objects.open(bucket, key);
  if (!plan.isGzip) {
    yield* stored as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip();
  const done = pipeline(stored, gunzip, { signal });
  done.catch(() => undefined);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    signal.throwIfAborted();
    throw new InputFault(
      "ClientError",
      `it cannot be unpacked as gzip: ${(error as Error).message}`,
    );
  }
}

// A header cannot hold it as it is; who needs it reads the other one.
const CONTROL = /\p{Cc}/u;

/** Headers that name the input, as SageMaker's do. */
function headersOf({ invocation }: Plan, { bucket, key }: TransformInput): Record<string, string> {
  const name = Buffer.from(`${bucket}/${key}`);
  return {
    ...invocation.headers,
    ...(!CONTROL.test(key) && { "x-amzn-sagemaker-input-object": name.toString("latin1") }),
    "x-amzn-sagemaker-input-object-base64": name.toString("base64"),
  };
}
