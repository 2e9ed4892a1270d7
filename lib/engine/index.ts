import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { compose } from "./compose.ts";
import type { EngineConfig } from "./config.ts";
import { createAnswer } from "./http/answer.ts";
import { withHealth } from "./http/health.ts";
import { withInterruptions } from "./http/interruptions.ts";
import { createListener } from "./http/listener.ts";
import { withRegistry } from "./http/registry.ts";
import type { Clock } from "./state/clock.ts";
import { type Credentials, loadCredentials } from "./state/credentials.ts";
import { lockDirectory } from "./state/directory-lock.ts";
import { DISK_FULL, isDiskFull } from "./state/disk-full.ts";

/** A running engine. */
export interface Engine {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly credentials: Credentials;
  /** Ends containers, open connections and the database; resolves when all is closed. */
  stop(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/**
 * Starts AWS on this machine: takes the data directory, recovers, listens. S3 is answered while the
 * rest recovers; who asks for that waits. Resolves when all is in order. `clock` replaces the
 * system's in tests. Rejects when another engine holds the directory, the port is taken, or the disk
 * is full.
 */
export const startEngine = (config: EngineConfig, clock?: Clock): Promise<Engine> =>
  start(config, clock).catch((error: unknown) => {
    throw isDiskFull(error) ? new Error(DISK_FULL, { cause: error }) : error;
  });

async function start(config: EngineConfig, clock: Clock | undefined): Promise<Engine> {
  await mkdir(join(config.dataDirectory, "engine"), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(join(config.dataDirectory, "engine", "lock.db"));
  try {
    const credentials = await loadCredentials(config.dataDirectory, config.credentials);
    const parts = compose(config, credentials, clock);
    const awsAnswer = createAnswer({ ...config, ...parts, credentials });
    const { accountId, region } = config;
    const answer = withHealth(
      async () => ({ accountId, region, ...(await parts.health()) }),
      withInterruptions(parts.interrupt, withRegistry(parts.registry, config.hosts, awsAnswer)),
    );
    const server = createListener({ answer, hosts: config.hosts, log: parts.log });
    try {
      await parts.recover();
      await listen(server, config.port);
      await parts.recoverMachine();
    } catch (error) {
      server.close();
      server.closeAllConnections();
      await parts.close();
      throw error;
    }
    const { port } = server.address() as AddressInfo;
    return { url: `http://${LOOPBACK}:${port}`, credentials, stop: stopper(server, parts, unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Requests under way have two seconds to end; then their connections are cut. */
const GRACE_MS = 2000;

function stopper(server: Server, parts: { close(): Promise<void> }, unlock: () => void) {
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.closeIdleConnections();
    await closed;
    clearTimeout(cut);
    await parts.close();
    unlock();
  };
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken. Choose another with --port or TRAINYARD_ENGINE_PORT.`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(port, LOOPBACK, resolve);
  });
}
