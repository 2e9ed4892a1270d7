import { once } from "node:events";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { createEndpoint, deleteEndpoint, invoke } from "../endpoints.ts";
import { sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, timed, untilItSucceeds } from "../harness.ts";
import { freePort, type ProbeImage, probeImage } from "../probe-image.ts";

const TIME = "time, ms";
const BARE = "serve by hand";
const OURS = "endpoint";

/** From starting the program to its first healthy ping. */
async function bareToReady(image: ProbeImage): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = image.serve(port);
  const exited = once(child, "exit");
  await untilItSucceeds(() => fetch(`http://127.0.0.1:${port}/ping`));
  const took = performance.now() - began;
  child.kill("SIGKILL");
  await exited;
  return took;
}

export const endpointStart: Bench = {
  name: "endpoint-start",
  title: "Endpoint start",
  about:
    "From CreateEndpoint to the first answered InvokeEndpoint, beside starting the same `serve` program by hand and waiting for its first ping.",
  runs: 9,
  run: async (runs) => {
    const image = await probeImage();
    const samples = await withEngine([image.directory], (access) => {
      const sagemaker = sagemakerOf(access);
      const runtime = new SageMakerRuntimeClient({ ...access, maxAttempts: 1 });
      const endpoint = async () => {
        const name = `bench-${crypto.randomUUID()}`;
        const create = await createEndpoint(sagemaker, image, name);
        const took = await timed(async () => {
          await create();
          await untilItSucceeds(() => runtime.send(invoke(name)));
        });
        await deleteEndpoint(sagemaker, name);
        return { [TIME]: took };
      };
      return alternate(
        [
          { name: BARE, measure: async () => ({ [TIME]: await bareToReady(image) }) },
          { name: OURS, measure: endpoint },
        ],
        runs,
      );
    }).finally(image.remove);
    const over = samples.median(OURS, TIME) - samples.median(BARE, TIME);
    return { samples, claims: [atMost("an endpoint over its program", over, 300, "ms")] };
  },
};
