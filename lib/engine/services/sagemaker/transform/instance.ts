import type { Agent } from "node:http";
import { join } from "node:path";
import { removeTree } from "../../../runners/container-files.ts";
import type { ResolvedImage } from "../../../runners/runner.ts";
import { sampleUsage } from "../containers/usage-sampler.ts";
import type { TransformJob } from "../records.ts";
import { ping } from "../serving/container-http.ts";
import {
  awaitHealthy,
  type Life,
  pause,
  prepareFiles,
  ServingFailure,
  startLife,
} from "../serving/life.ts";
import type { Place, ServedModel } from "../serving/place.ts";
import { servedModel } from "../serving/served-model.ts";
import { batchEnvironment } from "./execution-parameters.ts";
import type { Invoked } from "./invoke.ts";
import {
  type Blame,
  LOG_GROUP,
  type StopControl,
  type TransformDeps,
  TransformFailure,
} from "./transform-run.ts";

/** What is left of a container that stopped listening. */
const ENDS_WITHIN_MS = 5000;

/** One container of a job; one that ends is started again when it is next asked for. */
export interface TransformInstance extends Invoked {
  readonly logStream: string;
  /** SIGTERM, then SIGKILL; settles when the container and its files are gone. */
  end(): Promise<void>;
}

/** Prepares an instance of a job. Rejects with a TransformFailure that says what keeps it from serving. */
export async function openInstance(
  deps: TransformDeps,
  job: TransformJob,
  control: StopControl,
): Promise<TransformInstance> {
  const place = await blaming("ClientError", async () => placeOf(deps, job));
  const image = await blaming("ClientError", () => prepareFiles(place, control.signal)).catch(
    async (error: unknown) => {
      await removeTree(place.folder);
      throw error;
    },
  );
  const dimensions = { Host: `${job.name}/${place.id}` };
  let lives = 0;
  let current: { readonly life: Promise<Life>; isOver: boolean } | undefined;
  const begin = () => {
    const begun = { life: start(place, image, lives, control), isOver: false };
    lives += 1;
    current = begun;
    begun.life.then(
      async ({ container }) => {
        const endSampling = sampleUsage(deps, {
          namespace: LOG_GROUP,
          dimensions,
          container,
          folder: place.folder,
        });
        await container.exited;
        endSampling();
        begun.isOver = true;
        await container.discard?.();
      },
      () => undefined,
    );
    return begun;
  };
  let check: Promise<void> | undefined;
  return {
    logStream: place.spec.logStream,
    doubt() {
      const life = current?.life;
      check ??= life
        ?.then((begun) => untilClear(deps, begun))
        // Whoever asks for the agent hears why there is none.
        .catch(() => undefined)
        .finally(() => {
          check = undefined;
        });
    },
    async agent(): Promise<Agent> {
      await check;
      control.signal.throwIfAborted();
      const { life } = current && !current.isOver ? current : begin();
      return (await life).agent;
    },
    async end() {
      const life = await current?.life.catch(() => undefined);
      await life?.container.stop(control.graceMs());
      await life?.container.discard?.();
      await removeTree(place.folder).catch((error: Error) => deps.log(error.message));
    },
  };
}

/** Settles when a container answers, has ended, or has had its time for either. */
async function untilClear(deps: TransformDeps, { agent, container }: Life): Promise<void> {
  if ((await ping(agent)) === undefined) return;
  await Promise.race([container.exited, pause(deps, ENDS_WITHIN_MS)]);
}

async function start(
  place: Place,
  image: ResolvedImage,
  count: number,
  control: StopControl,
): Promise<Life> {
  const life = await startLife(place, image, count);
  const stop = () => void life.container.stop(control.graceMs());
  control.signal.addEventListener("abort", stop, { once: true });
  void life.container.exited.then(() => control.signal.removeEventListener("abort", stop));
  if (control.signal.aborted) stop();
  await blaming("AlgorithmError", () => awaitHealthy(place, life)).catch(async (error: unknown) => {
    await life.container.discard?.();
    control.signal.throwIfAborted();
    throw error;
  });
  return life;
}

function placeOf(deps: TransformDeps, { name, request }: TransformJob): Place {
  const model: ServedModel = servedModel(deps.models, request.ModelName ?? "");
  const id = `i-${deps.newId()}`;
  const seconds = Math.floor(deps.clock.now().getTime() / 1000);
  return {
    deps,
    id,
    folder: join(deps.workDirectory, `transform-${id}`),
    spec: {
      ...model,
      environment: {
        ...model.environment,
        ...batchEnvironment(request),
        ...request.Environment,
      },
      startupTimeoutMs: deps.startupTimeoutSeconds * 1000,
      logGroup: LOG_GROUP,
      logStream: `${name}/${id}-${seconds}`,
      purpose: `transform job ${name}`,
      resource: "transform job",
    },
  };
}

/** Says whose fault it is that a container cannot serve. */
async function blaming<T>(blame: Blame, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServingFailure) throw new TransformFailure(blame, error.message);
    throw error;
  }
}
