import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { BODY, createEndpoint, invoke } from "../endpoints.ts";
import { type Access, sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, percentile, untilItSucceeds } from "../harness.ts";
import { freePort, probeImage } from "../probe-image.ts";

const WARM_UP = 50;
const REQUESTS = 500;
const P50 = "p50, ms";
const P99 = "p99, ms";
const BARE = "container by hand";
const OURS = "InvokeEndpoint";

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** One request on the kept connection, to the last byte of its answer. */
async function post({ url, headers }: Target): Promise<void> {
  const sent = request(url, { agent, method: "POST", headers });
  sent.end(BODY);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}.`);
}

async function round(target: Target) {
  for (let i = 0; i < WARM_UP; i += 1) await post(target);
  const times: number[] = [];
  for (let i = 0; i < REQUESTS; i += 1) {
    const began = performance.now();
    await post(target);
    times.push(performance.now() - began);
  }
  return { [P50]: percentile(times, 0.5), [P99]: percentile(times, 0.99) };
}

/**
 * The request as the SDK signs it: what the SDK itself takes for that is no part of the engine.
 * A signature is valid for 15 minutes, however often it is sent.
 */
async function signedInvocation(access: Access, name: string): Promise<Target> {
  let headers: Record<string, string> = {};
  const runtime = new SageMakerRuntimeClient({ ...access, maxAttempts: 1 });
  runtime.middlewareStack.add(
    (next) => (args) => {
      headers = { ...(args.request as { headers: Record<string, string> }).headers };
      return next(args);
    },
    // The last thing before it is sent, which is after it was signed.
    { step: "finalizeRequest", priority: "low" },
  );
  await untilItSucceeds(() => runtime.send(invoke(name)));
  return { url: `${access.endpoint}/endpoints/${name}/invocations`, headers };
}

export const invokeEndpoint: Bench = {
  name: "invoke-endpoint",
  title: "InvokeEndpoint",
  about: `A row of 80 bytes through InvokeEndpoint, beside the same container asked by hand on its port: ${REQUESTS} requests a run, one after the other on one connection.`,
  runs: 9,
  run: async (runs) => {
    const image = await probeImage();
    const port = await freePort();
    const bare = image.serve(port);
    try {
      const samples = await withEngine([image.directory], async (access) => {
        const create = await createEndpoint(sagemakerOf(access), image, "bench");
        await create();
        const ours = await signedInvocation(access, "bench");
        const headers = { "content-type": "text/csv", "content-length": String(BODY.length) };
        const byHand = { url: `http://127.0.0.1:${port}/invocations`, headers };
        await untilItSucceeds(() => post(byHand));
        return alternate(
          [
            { name: BARE, measure: () => round(byHand) },
            { name: OURS, measure: () => round(ours) },
          ],
          runs,
        );
      });
      const over = samples.median(OURS, P50) - samples.median(BARE, P50);
      return {
        samples,
        claims: [atMost("InvokeEndpoint over the container's median", over, 1, "ms")],
      };
    } finally {
      agent.destroy();
      bare.kill("SIGKILL");
      await image.remove();
    }
  },
};
