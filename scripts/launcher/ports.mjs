import { createServer } from "node:net";
import { LauncherError } from "./project.mjs";

const TRIES = 100;
const LAST_PORT = 65_535;

/** Tries to listen on a loopback port. @returns {Promise<number | undefined>} the port, if it was free */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address.port));
    });
  });
}

/**
 * Chooses a free port for each wish, all different, before anything is started.
 * A taken port becomes the next free one; 0 stands for any.
 * @param {{ name: string, port: number }[]} wishes
 * @param {(message: string) => void} say told about every wish that could not be met
 * @returns {Promise<number[]>} in the order of the wishes
 */
export async function choosePorts(wishes, say) {
  const chosen = [];
  for (const { name, port } of wishes) {
    const free = await nextFree(name, port, chosen);
    if (port !== 0 && free !== port) say(`Port ${port} for the ${name} is taken: using ${free}.`);
    chosen.push(free);
  }
  return chosen;
}

async function nextFree(name, port, chosen) {
  if (port === 0) return (await tryPort(0)) ?? 0;
  const last = Math.min(port + TRIES - 1, LAST_PORT);
  for (let candidate = port; candidate <= last; candidate++) {
    if (chosen.includes(candidate)) continue;
    if ((await tryPort(candidate)) !== undefined) return candidate;
  }
  throw new LauncherError(
    `No port from ${port} to ${last} is free for the ${name}. Choose another.`,
  );
}
