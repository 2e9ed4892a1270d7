import { join } from "node:path";
import { removeTree } from "../../../runners/container-files.ts";
import type { ResolvedImage } from "../../../runners/runner.ts";
import { createLoadCounter, type ServingInstance } from "../../../state/fleet.ts";
import {
  awaitHealthy,
  type Life,
  pause,
  prepareFiles,
  ServingFailure,
  STOP_GRACE_MS,
  startLife,
} from "../serving/life.ts";
import type { Place, ServedModel, ServingDeps } from "../serving/place.ts";
import { watchLife } from "./watch-life.ts";

export interface InstanceSpec extends ServedModel {
  readonly endpointName: string;
  readonly variantName: string;
  readonly startupTimeoutMs: number;
}

/** One container of a variant, kept alive: a crash or three failed pings start it again. */
export interface Instance extends ServingInstance {
  /** Settles at the first healthy ping; rejects with what kept it from that. */
  readonly ready: Promise<void>;
  readonly isHealthy: () => boolean;
  /** SIGTERM, SIGKILL after `graceMs`; settles when the container and its files are gone. */
  stop(graceMs: number): Promise<void>;
}

const SHORTEST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;

export function startInstance(deps: ServingDeps, spec: InstanceSpec): Instance {
  const place = placeOf(deps, spec);
  const { id, folder } = place;
  const dimensions = { EndpointName: spec.endpointName, VariantName: spec.variantName };
  const abort = new AbortController();
  let isReady: () => void = () => undefined;
  let failed: (reason: unknown) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    failed = reject;
  });
  // Whoever awaits `ready` sees the rejection; nobody need await it.
  ready.catch(() => undefined);
  let life: Life | undefined;
  let isHealthy = false;

  const liveOnce = async (image: ResolvedImage, count: number) => {
    life = await startLife(place, image, count);
    if (abort.signal.aborted) void life.container.stop(STOP_GRACE_MS);
    try {
      await awaitHealthy(place, life);
      isHealthy = true;
      isReady();
      await watchLife(deps, life, { folder, dimensions });
    } finally {
      isHealthy = false;
      await life.container.discard?.();
    }
  };
  const liveOn = async () => {
    const image = await prepareFiles(place, abort.signal);
    // The first life may fail for good, the later ones served before and are tried for ever.
    await liveOnce(image, 0);
    for (let count = 1, backoff = SHORTEST_BACKOFF_MS; !abort.signal.aborted; count += 1) {
      await Promise.race([pause(deps, backoff), aborted(abort.signal)]);
      if (abort.signal.aborted) return;
      const startedAt = deps.clock.monotonic();
      await liveOnce(image, count).catch((error: unknown) => {
        if (!(error instanceof ServingFailure)) throw error;
      });
      const lasted = deps.clock.monotonic() - startedAt;
      backoff =
        lasted > LONGEST_BACKOFF_MS
          ? SHORTEST_BACKOFF_MS
          : Math.min(backoff * 2, LONGEST_BACKOFF_MS);
    }
  };
  const done = liveOn()
    .catch((error: unknown) => failed(error))
    .finally(() => {
      failed(new ServingFailure("It was stopped before it was ready."));
      return removeTree(folder).catch((error: Error) => deps.log(error.message));
    });

  return {
    id,
    load: createLoadCounter(),
    ready,
    isHealthy: () => isHealthy,
    get agent() {
      if (!life) throw new Error(`Instance ${id} has no container yet.`);
      return life.agent;
    },
    async stop(graceMs) {
      abort.abort();
      void life?.container.stop(graceMs);
      await done;
    },
  };
}

function placeOf(deps: ServingDeps, spec: InstanceSpec): Place {
  const id = `i-${deps.newId()}`;
  return {
    deps,
    spec: {
      ...spec,
      logGroup: `/aws/sagemaker/Endpoints/${spec.endpointName}`,
      logStream: `${spec.variantName}/${id}`,
      purpose: `production variant ${spec.variantName}`,
      resource: "endpoint",
    },
    id,
    folder: join(deps.workDirectory, `serve-${id}`),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    signal.addEventListener("abort", () => settle(), { once: true });
  });
}
