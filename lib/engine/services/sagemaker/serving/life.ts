import { mkdir } from "node:fs/promises";
import type { Agent } from "node:http";
import { join } from "node:path";
import type { Container, Exit, ResolvedImage } from "../../../runners/runner.ts";
import { exitCodeOf } from "../containers/exit-code.ts";
import { createLogWriter } from "../containers/log-writer.ts";
import { type ContainerOutput, createContainerOutput } from "../containers/output.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import { copyFiles } from "../s3-data/copy-files.ts";
import { DataFault } from "../s3-data/data-fault.ts";
import { listDataFiles } from "../s3-data/data-files.ts";
import { containerAgent, ping } from "./container-http.ts";
import { extractModel, ModelArchiveError } from "./model-files.ts";
import type { Place, ServingDeps, ServingSpec } from "./place.ts";

const FIRST_PINGS_EVERY_MS = 100;
/** SageMaker's time between SIGTERM and SIGKILL. */
export const STOP_GRACE_MS = 30_000;

/** One serving container, from its start to its exit. */
export interface Life {
  readonly container: Container;
  readonly agent: Agent;
  readonly output: ContainerOutput;
}

/** Says why a container cannot serve. */
export class ServingFailure extends Error {
  override readonly name = "ServingFailure";
}

/** Finds the image, makes its environment and unpacks the model; each step can be seen in the log. */
export async function prepareFiles(place: Place, signal: AbortSignal): Promise<ResolvedImage> {
  const { deps, spec, folder } = place;
  const image = await deps.images.resolve(spec.image);
  if (!image) throw new ServingFailure(`the image ${spec.image} does not exist`);
  const writer = createLogWriter(deps, spec.logGroup, spec.logStream);
  try {
    const runner = await deps.runner(image);
    await runner.prepare(image, writer.write, signal);
  } finally {
    writer.end();
  }
  const model = join(folder, "ml", "model");
  await mkdir(model, { recursive: true });
  if (spec.modelDataUrl !== undefined) await placeModel(place, spec.modelDataUrl, model, signal);
  return image;
}

async function placeModel(
  { deps: { objects } }: Place,
  url: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  // A folder of files as they are, which CreateModel takes as ModelDataSource.
  if (url.endsWith("/")) {
    const files = listDataFiles(objects, { S3DataType: "S3Prefix", S3Uri: url });
    await copyFiles(objects, files, { folder, isPacked: false }, signal).catch((error: Error) => {
      if (error instanceof DataFault) throw new ServingFailure(`${url}: ${error.message}`);
      throw error;
    });
    return;
  }
  const source = parseS3Uri(url);
  const found = source && (await objects.head(source.bucket, source.key));
  if (!source || !found) throw new ServingFailure(`could not find model data at ${url}`);
  try {
    await extractModel(await objects.open(source.bucket, source.key), folder, signal);
  } catch (error) {
    if (error instanceof ModelArchiveError) throw new ServingFailure(`${url}: ${error.message}`);
    throw error;
  }
}

export async function startLife(place: Place, image: ResolvedImage, count: number): Promise<Life> {
  const { deps, spec, folder, id } = place;
  const output = createContainerOutput(createLogWriter(deps, spec.logGroup, spec.logStream));
  const runner = await deps.runner(image);
  const container = await runner.start({
    id: `serve-${id}-${count}`,
    image,
    command: "serve",
    environment: { AWS_REGION: deps.region, ...spec.environment },
    mlRoot: join(folder, "ml"),
    hosts: [],
    network: spec.isIsolated ? "none" : "host",
    onOutput: output.onOutput,
  });
  const agent = containerAgent(container);
  void container.exited.then(() => {
    agent.destroy();
    output.end();
  });
  return { container, agent, output };
}

/** Settles at the first healthy ping; rejects with the reason when there is none in time. */
export async function awaitHealthy({ deps, spec }: Place, life: Life): Promise<void> {
  const { container, agent, output } = life;
  let exit: Exit | undefined;
  void container.exited.then((value) => {
    exit = value;
  });
  const deadline = deps.clock.monotonic() + spec.startupTimeoutMs;
  while (!exit) {
    const problem = await ping(agent);
    if (problem === undefined) return;
    if (deps.clock.monotonic() > deadline) {
      await container.stop(STOP_GRACE_MS);
      throw new ServingFailure(pingFailure(spec, problem, output));
    }
    await Promise.race([pause(deps, FIRST_PINGS_EVERY_MS), container.exited]);
  }
  throw new ServingFailure(
    `The container for ${spec.purpose} ended with exit code ${exitCodeOf(exit)} before it answered /ping.${lastLines(output)}`,
  );
}

function pingFailure(spec: ServingSpec, problem: string, output: ContainerOutput): string {
  return `The primary container for ${spec.purpose} did not pass the ping health check within ${spec.startupTimeoutMs / 1000} seconds. Please check CloudWatch logs for this ${spec.resource}. At the last ping: ${problem}.${lastLines(output)}`;
}

function lastLines(output: ContainerOutput): string {
  const lines = output.tail();
  return lines.length === 0
    ? " It printed nothing."
    : ` Last lines of its log: ${lines.join("\n")}`;
}

export function pause(
  { timers }: Pick<ServingDeps, "timers">,
  milliseconds: number,
): Promise<void> {
  return new Promise((settle) => {
    timers.after(milliseconds, settle);
  });
}
