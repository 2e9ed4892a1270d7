import { sampleUsage } from "../containers/usage-sampler.ts";
import { ping } from "../serving/container-http.ts";
import { type Life, STOP_GRACE_MS } from "../serving/life.ts";
import type { ServingDeps } from "../serving/place.ts";

const PING_EVERY_MS = 10_000;
const PINGS_BEFORE_RESTART = 3;

/** Pings a healthy container until it exits; one that stops answering is ended, so that it starts anew. */
export async function watchLife(
  deps: ServingDeps,
  { container, agent }: Life,
  where: { readonly folder: string; readonly dimensions: Readonly<Record<string, string>> },
): Promise<void> {
  const endSampling = sampleUsage(deps, {
    namespace: "/aws/sagemaker/Endpoints",
    container,
    ...where,
  });
  let failures = 0;
  const check = async () => {
    failures = (await ping(agent)) === undefined ? 0 : failures + 1;
    if (failures === PINGS_BEFORE_RESTART) await container.stop(STOP_GRACE_MS);
  };
  const endPings = deps.timers.every(PING_EVERY_MS, () => void check());
  await container.exited;
  endPings();
  endSampling();
}
