import { once } from "node:events";
import { Agent, createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createLoadCounter } from "../../state/fleet.ts";
import { forward } from "./forward.ts";

const work = { body: Buffer.from("1,2"), headers: {} };

/** A container that listens; the timers of a call to it go off when `tick` is called. */
async function container(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  agent.createConnection = () => connect(port, "127.0.0.1");
  const due: { milliseconds: number; work: () => void }[] = [];
  return {
    server,
    instance: { id: "i-1", agent, load: createLoadCounter() },
    due,
    bounds: {
      maxPayloadBytes: 100,
      timers: {
        every: () => () => undefined,
        after(milliseconds: number, fire: () => void) {
          due.push({ milliseconds, work: fire });
          return () => due.pop();
        },
      },
    },
    [Symbol.dispose]() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

test("an invocation has 60 seconds, also when its answer has begun", async () => {
  for (const answer of [
    () => {},
    (_: unknown, response: { write(text: string): void }) => response.write("1"),
  ]) {
    using place = await container(answer as RequestListener);
    const asked = once(place.server, "request");
    const sent = forward(place.instance, work, place.bounds).catch((error: unknown) => error);
    await asked;
    expect(place.due.map(({ milliseconds }) => milliseconds)).toEqual([60_000]);
    place.due[0]?.work();
    expect(await sent).toMatchObject({ name: "ForwardError", fault: "timeout" });
    // Else an instance that is taken out would wait for it for ever.
    await place.instance.load.idle();
  }
});

test("an answer in time leaves no timer behind", async () => {
  using place = await container((_, response) => response.end("0.5"));
  const { status, body } = await forward(place.instance, work, place.bounds);
  expect([status, body.toString()]).toEqual([200, "0.5"]);
  expect(place.due).toEqual([]);
});

test("an answer that stops short of its length is no answer", async () => {
  using place = await container((_, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("short", () => response.destroy());
  });
  await expect(forward(place.instance, work, place.bounds)).rejects.toMatchObject({
    fault: "closed",
  });
});
