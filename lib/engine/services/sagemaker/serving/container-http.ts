import { Agent, type AgentOptions, request } from "node:http";
import type { Duplex } from "node:stream";
import type { Container } from "../../../runners/runner.ts";

const PING_TIMEOUT_MS = 2000;

/**
 * Servers close idle connections after 2 s (gunicorn) to 5 s (uvicorn). An
 * invocation must not be repeated, so none is sent on a connection that old.
 */
const IDLE_MS = 1000;

/** An agent whose connections go to one container's port 8080 and stay open between requests. */
export function containerAgent(container: Container): Agent {
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets: 256,
    maxFreeSockets: 64,
    timeout: IDLE_MS,
  };
  const agent = new Agent(options);
  agent.createConnection = (_options, callback) => {
    container.connect().then(
      (stream) => callback?.(null, stream),
      // The type asks for a stream; Node looks at the error alone.
      (error: Error) => callback?.(error, undefined as unknown as Duplex),
    );
    return undefined;
  };
  return agent;
}

/** Undefined when GET /ping answers 200 within two seconds, else what it did instead, in words. */
export function ping(agent: Agent): Promise<string | undefined> {
  return new Promise((settle) => {
    const signal = AbortSignal.timeout(PING_TIMEOUT_MS);
    const fail = ({ message }: Error) => {
      if (signal.aborted) settle(`it gave no answer in ${PING_TIMEOUT_MS / 1000} s`);
      else if (message.includes("ECONNREFUSED")) settle("nothing listens on its port at 127.0.0.1");
      else settle(message);
    };
    const call = request({ agent, path: "/ping", signal });
    call.on("error", fail);
    call.on("response", (response) => {
      const { statusCode } = response;
      response.on("error", fail);
      response.on("end", () =>
        settle(statusCode === 200 ? undefined : `it answered ${statusCode}`),
      );
      response.resume();
    });
    call.end();
  });
}
