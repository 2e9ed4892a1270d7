import type { TransformJobStatus } from "@aws-sdk/client-sagemaker";
import { DISK_FULL, isDiskFull } from "../../../state/disk-full.ts";
import type { PendingInput, TransformInput } from "../../../state/transform-inputs.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import type { TransformJob } from "../records.ts";
import { DataFault } from "../s3-data/data-fault.ts";
import { listDataFiles } from "../s3-data/data-files.ts";
import { createDataLog } from "./data-log.ts";
import { askExecutionParameters, settleParameters } from "./execution-parameters.ts";
import { transformInput } from "./input-transform.ts";
import { openInstance } from "./instance.ts";
import { planOf } from "./plan.ts";
import { createSlots } from "./slots.ts";
import {
  InputFault,
  type StopControl,
  type TransformDeps,
  TransformFailure,
} from "./transform-run.ts";

const PAGE = 500;
const MAX_REASON = 1024;
/** Inputs under way besides those that are being asked: one is stored while the next is sent. */
const MORE_INPUTS = 3;

/** Runs one job to its end, from the beginning or from where an earlier engine was with it. */
export async function runTransformJob(
  deps: TransformDeps,
  name: string,
  control: StopControl,
): Promise<void> {
  try {
    const job = begin(deps, name);
    await listInputs(deps, job, control.signal);
    await transformAll(deps, job, control);
    if (control.reason() === "user") end(deps, name, "Stopped");
    else end(deps, name, "Completed", failureOf(deps, name));
  } catch (error) {
    // It goes on when the engine starts again.
    if (control.reason() === "engine-stop") return;
    if (control.reason() === "user") end(deps, name, "Stopped");
    else end(deps, name, "Failed", reasonOf(error));
  }
}

function begin({ transforms, clock }: TransformDeps, name: string): TransformJob {
  const now = clock.now();
  const job = transforms.update(name, (before) => ({ startedAt: now, ...before, modifiedAt: now }));
  if (!job) throw new Error(`There is no transform job ${name}.`);
  return job;
}

/** Ends a job; with a reason, it has failed. */
export function end(
  { transforms, transformInputs, clock, log }: TransformDeps,
  name: string,
  status: TransformJobStatus,
  failureReason?: string,
): void {
  const now = clock.now();
  transforms.update(name, (job) => ({
    ...job,
    status: failureReason === undefined ? status : "Failed",
    modifiedAt: now,
    endedAt: now,
    ...(failureReason !== undefined && { failureReason }),
  }));
  try {
    transformInputs.clear(name);
  } catch (error) {
    // They are in nobody's way, and the job is over.
    log(`The inputs of transform job ${name} stay in the database: ${error}`);
  }
}

function failureOf({ transformInputs }: TransformDeps, name: string): string | undefined {
  const { count, first } = transformInputs.failures(name);
  if (first === undefined) return undefined;
  const others = count === 1 ? "" : ` (and ${count - 1} more of the inputs: see the data log)`;
  return first.slice(0, MAX_REASON - others.length) + others;
}

function reasonOf(error: unknown): string {
  if (error instanceof TransformFailure) return error.message.slice(0, MAX_REASON);
  if (error instanceof DataFault) return `ClientError: ${error.message}`.slice(0, MAX_REASON);
  const why = error instanceof Error ? error.message : String(error);
  return `InternalServerError: ${isDiskFull(error) ? DISK_FULL : why}`.slice(0, MAX_REASON);
}

/** Writes down once which objects the job reads, so that neither its own outputs nor late comers count. */
async function listInputs(
  { objects, transforms, transformInputs }: TransformDeps,
  { name, request, isListed }: TransformJob,
  signal: AbortSignal,
): Promise<void> {
  if (isListed) return;
  transformInputs.clear(name);
  let page: TransformInput[] = [];
  let from = 0;
  const keep = () => {
    signal.throwIfAborted();
    transformInputs.add(name, from, page);
    from += page.length;
    page = [];
  };
  const { S3DataType, S3Uri } = request.TransformInput?.DataSource?.S3DataSource ?? {};
  for await (const { bucket, key, path } of listDataFiles(objects, { S3DataType, S3Uri })) {
    page.push({ bucket, key, path: path.join("/") });
    if (page.length === PAGE) keep();
  }
  keep();
  transforms.update(name, (job) => ({ ...job, isListed: true }));
}

/** The inputs that are left, one after another, to whoever asks. */
function createSupply({ transformInputs }: TransformDeps, name: string) {
  let page: PendingInput[] = [];
  let last = -1;
  return (): PendingInput | undefined => {
    if (page.length === 0) page = [...transformInputs.pending(name, last, PAGE)];
    const next = page.shift();
    last = next?.place ?? last;
    return next;
  };
}

async function transformAll(
  deps: TransformDeps,
  job: TransformJob,
  control: StopControl,
): Promise<void> {
  const supply = createSupply(deps, job.name);
  const halt = new AbortController();
  const signal = AbortSignal.any([control.signal, halt.signal]);
  // No more of them than there is work for.
  const left = deps.transformInputs.pending(job.name, -1, instancesOf(job)).length;
  const work = Array.from({ length: left }, () =>
    workInstance(deps, job, { control, signal, supply }),
  );
  try {
    await Promise.all(work);
  } catch (error) {
    halt.abort();
    await Promise.allSettled(work);
    throw error;
  }
}

export const instancesOf = (job: TransformJob | undefined): number =>
  job?.request.TransformResources?.InstanceCount ?? 1;

interface Shift {
  readonly control: StopControl;
  readonly signal: AbortSignal;
  readonly supply: () => PendingInput | undefined;
}

async function workInstance(
  deps: TransformDeps,
  job: TransformJob,
  { control, signal, supply }: Shift,
): Promise<void> {
  const instance = await openInstance(deps, job, control);
  const dataLog = createDataLog(deps, instance.logStream);
  try {
    const answered = await askExecutionParameters(await instance.agent());
    const parameters = settleParameters(job.request, answered);
    dataLog.parameters(parameters);
    const { maxConcurrentTransforms: concurrent } = parameters;
    const station = {
      deps,
      signal,
      invoked: instance,
      plan: planOf(job.request, parameters),
      calls: createSlots(concurrent),
      // One is made ready while the container is busy with the others.
      batches: createSlots(concurrent * 2),
      target: targetOf(job),
    };
    const workInputs = async () => {
      for (let input = supply(); input; input = supply()) {
        signal.throwIfAborted();
        try {
          await transformInput(station, input);
          deps.transformInputs.done(job.name, input.place);
        } catch (error) {
          if (!(error instanceof InputFault)) throw error;
          dataLog.failure(input, error, error.message);
          deps.transformInputs.failed(job.name, input.place, describeFault(input, error));
        }
      }
    };
    await Promise.all(Array.from({ length: concurrent + MORE_INPUTS }, workInputs));
  } finally {
    await instance.end();
    dataLog.end();
  }
}

function targetOf({ request }: TransformJob) {
  const target = parseS3Uri(request.TransformOutput?.S3OutputPath ?? "");
  // CreateTransformJob refuses what is none.
  if (!target) throw new Error("The output path is not an S3 URI.");
  return target;
}

/** Of what a container answered, the beginning. */
const SHOWN_ANSWER = 300;

function describeFault({ bucket, key }: PendingInput, { blame, message, answer }: InputFault) {
  const said = answer === undefined ? "" : `: ${answer.trim().slice(0, SHOWN_ANSWER)}`;
  return `${blame}: See job logs for more information. s3://${bucket}/${key}: ${message}${said}`;
}
