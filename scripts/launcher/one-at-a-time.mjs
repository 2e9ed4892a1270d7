import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { dirname, join, relative } from "node:path";
import { ROOT } from "./project.mjs";

/**
 * Where the holder listens. A socket, and not a file with a process id: the system closes it with
 * its process, however that ends. Its address may have 107 bytes, so it is relative.
 */
function addressOf(name) {
  if (process.platform === "win32") {
    const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 16);
    return `\\\\.\\pipe\\trainyard-${checkout}-${name}`;
  }
  return relative(process.cwd(), join(ROOT, ".trainyard", `${name}.lock`));
}

/** @returns {Promise<import("node:net").Server | undefined>} nothing when somebody else listens there */
async function tryToListen(address) {
  if (process.platform !== "win32") mkdirSync(dirname(address), { recursive: true });
  const server = createServer();
  try {
    await once(server.listen(address), "listening");
    return server;
  } catch (error) {
    if (error.code === "EADDRINUSE") return undefined;
    throw error;
  }
}

/** Waits until the holder is gone; one that was killed has left its address behind, which is removed. */
async function untilReleased(address, name) {
  const connection = connect(address);
  try {
    await once(connection, "connect");
    process.stderr.write(
      `  Another Trainyard is preparing this checkout (${name}): waiting for it.\n`,
    );
    await once(connection, "close");
  } catch (error) {
    if (error.code === "ECONNREFUSED") rmSync(address, { force: true });
    else if (error.code !== "ENOENT" && error.code !== "ECONNRESET") throw error;
  }
}

/**
 * Does work that two processes must not do to one checkout at once: waits for another one first.
 * @param {string} name of the work, as a file name
 */
export async function oneAtATime(name, work) {
  const address = addressOf(name);
  let server = await tryToListen(address);
  while (!server) {
    await untilReleased(address, name);
    server = await tryToListen(address);
  }
  const waiting = new Set();
  server.on("connection", (socket) => waiting.add(socket.on("error", () => {})));
  try {
    return await work();
  } finally {
    server.close();
    for (const socket of waiting) socket.destroy();
  }
}
