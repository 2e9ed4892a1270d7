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

/** True when GET /ping answers 200 within two seconds. */
export function ping(agent: Agent): Promise<boolean> {
  return new Promise((settle) => {
    const call = request({ agent, path: "/ping", signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
    call.on("error", () => settle(false));
    call.on("response", (response) => {
      response.on("error", () => settle(false));
      response.on("end", () => settle(response.statusCode === 200));
      response.resume();
    });
    call.end();
  });
}
