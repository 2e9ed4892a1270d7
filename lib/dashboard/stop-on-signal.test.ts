import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const SERVE = fileURLToPath(new URL("./testing/serve.ts", import.meta.url));

let child: ChildProcess;

afterEach(() => {
  child.kill("SIGKILL");
});

async function start(): Promise<string> {
  child = spawn(process.execPath, [SERVE], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return line.toString().trim();
}

const open = (url: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, resolve).on("error", reject);
  });

/** The text of a response from now until it ends. */
async function rest(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of response) text += String(part);
  return text;
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends the process at once, with a goodbye on the open stream",
  async (signal) => {
    const url = await start();
    const agent = new Agent({ keepAlive: true });
    const health = await open(`${url}/healthz`, agent);
    expect(health.statusCode).toBe(200);
    await rest(health);
    const stream = await open(`${url}/api/v1/local/events`, agent);
    const text = rest(stream);

    const began = performance.now();
    child.kill(signal);
    // A terminal and the launcher both send one.
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");

    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await text).toMatch(/"hello".*"goodbye"/s);
    agent.destroy();
  },
);
