import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { PINNED_NODE, ROOT } from "./project.mjs";

const MODULE = new URL("./one-at-a-time.mjs", import.meta.url).href;

/** A process that wants to do the work of a name, and ends it when its standard input does. */
function worker(name) {
  const script = `
    const { oneAtATime } = await import(${JSON.stringify(MODULE)});
    await oneAtATime(${JSON.stringify(name)}, async () => {
      console.log("begins");
      for await (const _ of process.stdin);
      console.log("ends");
    });`;
  const child = spawn(PINNED_NODE, ["--input-type=module", "-e", script], { cwd: ROOT });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => said.push(line.trim()));
  }
  return { child, said, end: () => child.stdin.end() };
}

const begins = (one) => expect.poll(() => one.said).toContain("begins");
const waits = (one) => expect.poll(() => one.said.join()).toContain("waiting for it");

test("a second process waits, says so, and goes on when the first has finished", async () => {
  const name = `test-${process.pid}`;
  const first = worker(name);
  await begins(first);
  const second = worker(name);
  await waits(second);
  expect(second.said).not.toContain("begins");
  first.end();
  await begins(second);
  second.end();
  await once(second.child, "close");
  expect(second.said.at(-1)).toBe("ends");
});

test("one that is killed holds nobody up", async () => {
  const name = `killed-${process.pid}`;
  const first = worker(name);
  await begins(first);
  const second = worker(name);
  await waits(second);
  first.child.kill("SIGKILL");
  await begins(second);
  second.child.kill("SIGKILL");
  await once(second.child, "close");
  // Nobody waited for this one, so what it left behind is found by the next.
  const third = worker(name);
  await begins(third);
  third.end();
  await once(third.child, "close");
});

test("works of different names do not wait for each other", async () => {
  const both = [worker(`left-${process.pid}`), worker(`right-${process.pid}`)];
  for (const one of both) await begins(one);
  for (const one of both) one.end();
});
