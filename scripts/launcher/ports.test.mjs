import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { choosePorts } from "./ports.mjs";

const servers = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function occupy() {
  const server = createServer().listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return server.address().port;
}

test("a taken port becomes a later one, and it is said", async () => {
  const taken = await occupy();
  const said = [];
  const [port] = await choosePorts([{ name: "engine", port: taken }], (text) => said.push(text));
  expect(port).toBeGreaterThan(taken);
  expect(said).toEqual([`Port ${taken} for the engine is taken: using ${port}.`]);
});

test("two wishes for one port are told apart before anything listens", async () => {
  const [free] = await choosePorts([{ name: "engine", port: 0 }], () => {});
  const said = [];
  const ports = await choosePorts(
    [
      { name: "dashboard", port: free },
      { name: "engine", port: free },
    ],
    (text) => said.push(text),
  );
  expect(new Set(ports).size).toBe(2);
  expect(said).toHaveLength(1);
});

test("0 takes any free port without a word", async () => {
  const said = [];
  const [port] = await choosePorts([{ name: "engine", port: 0 }], (text) => said.push(text));
  expect(port).toBeGreaterThan(0);
  expect(said).toEqual([]);
});
