import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { runToEnd, startChild } from "./processes.mjs";
import { PINNED_NODE } from "./project.mjs";

const node = (script) => [PINNED_NODE, ["-e", script]];

test("a command's lines are handed on and its last ones returned", async () => {
  const lines = [];
  const [command, args] = node("console.log('one'); console.error('two')");
  const tail = await runToEnd(command, args, { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(["one", "two"]);
  expect(tail.split("\n").sort()).toEqual(["one", "two"]);
});

test("a failing command says how it ended and what it printed last", async () => {
  const [command, args] = node(
    "for (let i = 0; i < 100; i++) console.log(i); process.exitCode = 3",
  );
  await expect(runToEnd(command, args)).rejects.toMatchObject({
    message: expect.stringContaining("ended with exit code 3"),
    tail: expect.stringMatching(/^60\n(?:\d+\n)*99$/),
  });
});

test("a command that does not exist, and one that hangs", async () => {
  await expect(runToEnd("trainyard-no-such-command", [])).rejects.toThrow("could not be started");
  const [command, args] = node("setInterval(() => {}, 1000)");
  await expect(runToEnd(command, args, { timeoutMs: 300 })).rejects.toThrow("took longer than");
});

function startSleeper(script) {
  let said;
  const ready = new Promise((resolve) => {
    said = resolve;
  });
  const child = startChild({
    name: "sleeper",
    args: ["-e", script],
    env: process.env,
    onLine: (line) => said(line),
  });
  return { child, ready };
}

test("a child that ends on SIGTERM is gone at once", async () => {
  const { child, ready } = startSleeper("setInterval(() => {}, 1000); console.log('up')");
  await ready;
  await child.stop(60_000);
  expect(await child.ended).toMatchObject({ signal: "SIGTERM" });
});

test("a child that ignores SIGTERM is killed after its grace", async () => {
  const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
  const { child, ready } = startSleeper(script);
  await ready;
  await child.stop(100);
  expect(await child.ended).toMatchObject({ signal: "SIGKILL" });
});

test.each([
  ["children", "startChild({ name: 'child', args, env: process.env, onLine })"],
  ["commands", "await runToEnd(PINNED_NODE, args, { onLine })"],
])("%s end when the launcher is killed without a chance to stop them", async (_, start) => {
  const folder = new URL("./", import.meta.url).href;
  const launcher = `
    const { runToEnd, startChild } = await import("${folder}processes.mjs");
    const { PINNED_NODE } = await import("${folder}project.mjs");
    const args = ["-e", "setInterval(() => {}, 1000); console.log(process.pid)"];
    const onLine = (line) => console.log(line);
    ${start};`;
  const process_ = spawn(PINNED_NODE, ["--input-type=module", "-e", launcher], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(process_.stdout, "data");
  const pid = Number(chunk);
  process_.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test.each([
  ["SIGHUP", 129, "goes on"],
  ["SIGINT", 130, "ends"],
  ["SIGTERM", 143, "ends"],
])(
  "a launcher that gets %s ends with %i, and what it runs as well: it %s",
  async (signal, code, reaction) => {
    const module = new URL("./processes.mjs", import.meta.url).href;
    const onAsked = reaction === "ends" ? "process.exit()" : "console.log('and goes on')";
    const command = `
    process.on("SIGTERM", () => { console.log("asked"); ${onAsked}; });
    setInterval(() => {}, 1000);
    console.log(process.pid);`;
    const launcher = `
    const { runToEnd } = await import(${JSON.stringify(module)});
    const script = ${JSON.stringify(command)};
    await runToEnd(process.execPath, ["-e", script], { onLine: (line) => console.log(line) });`;
    const process_ = spawn(PINNED_NODE, ["--input-type=module", "-e", launcher], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [chunk] = await once(process_.stdout, "data");
    const pid = Number(chunk);
    process_.kill(signal);
    const [[asked], exit] = await Promise.all([
      once(process_.stdout, "data"),
      once(process_, "exit"),
    ]);
    expect(String(asked)).toContain("asked");
    expect(exit).toEqual([code, null]);
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  },
);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === "ESRCH") return false;
    throw error;
  }
}
