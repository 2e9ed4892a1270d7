import { type IncomingMessage, request } from "node:http";
import type { ServingInstance } from "../../state/fleet.ts";
import type { Timers } from "../../state/timers.ts";

export interface ContainerRequest {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ContainerAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** What went wrong between the engine and the container. */
export type ForwardFault = "timeout" | "too-large" | "closed";

export class ForwardError extends Error {
  override readonly name = "ForwardError";
  readonly fault: ForwardFault;

  constructor(fault: ForwardFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** SageMaker's own time for an invocation. */
const TIMEOUT_MS = 60_000;

interface Bounds {
  /** Of the answer. */
  readonly maxPayloadBytes: number;
  readonly timers: Timers;
}

/** Sends one invocation to a container and reads its whole answer; rejects with a ForwardError. */
export async function forward(
  instance: ServingInstance,
  work: ContainerRequest,
  bounds: Bounds,
): Promise<ContainerAnswer> {
  const leave = instance.load.enter();
  try {
    return await send(instance, work, bounds);
  } finally {
    leave();
  }
}

function send(
  instance: ServingInstance,
  work: ContainerRequest,
  { maxPayloadBytes, timers }: Bounds,
): Promise<ContainerAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({
      agent: instance.agent,
      method: "POST",
      path: "/invocations",
      headers: { ...work.headers, host: "127.0.0.1:8080", "content-length": work.body.byteLength },
    });
    let fault: ForwardFault = "closed";
    const cancel = timers.after(TIMEOUT_MS, () => {
      fault = "timeout";
      call.destroy(new Error("no answer in time"));
    });
    const fail = (error: Error) => {
      cancel();
      reject(new ForwardError(fault, error.message));
    };
    call.on("error", fail);
    call.on("response", (response) => {
      readAnswer(response, maxPayloadBytes).then(
        (answer) => {
          cancel();
          resolve(answer);
        },
        (error: Error) => {
          if (error instanceof RangeError) fault = "too-large";
          fail(error);
        },
      );
    });
    call.end(work.body);
  });
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<ContainerAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new RangeError(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks, bytes),
  };
}
