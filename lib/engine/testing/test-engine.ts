import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEFAULT_MAX_PAYLOAD_BYTES,
  DEFAULT_STARTUP_TIMEOUT_SECONDS,
  type EngineConfig,
} from "../config.ts";
import { type Engine, startEngine } from "../index.ts";
import { machinePath } from "../runners/testing/machine.ts";
import type { Clock } from "../state/clock.ts";
import { EXECUTION_ROLE } from "../state/execution-role.ts";

/** An engine of its own for one test file, in a temporary directory and on any free port. */
export interface TestEngine extends Engine {
  readonly dataDirectory: string;
  /** Options for the constructor of any AWS SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Engine["credentials"];
    readonly forcePathStyle: true;
    readonly maxAttempts: 1;
  };
  /** Stops the engine and starts another one on the same data directory. */
  restart(): Promise<TestEngine>;
  /** Stops the engine and deletes its data. */
  dispose(): Promise<void>;
}

/** Starts an engine; `overrides` replace the defaults of the configuration. */
export async function startTestEngine(
  overrides: Partial<EngineConfig> = {},
  clock?: Clock,
): Promise<TestEngine> {
  const dataDirectory =
    overrides.dataDirectory ?? (await mkdtemp(join(tmpdir(), "trainyard-engine-")));
  const config: EngineConfig = {
    port: 0,
    accountId: "000000000000",
    region: "us-east-1",
    runner: "process",
    imageDirectories: [],
    maxPayloadBytes: DEFAULT_MAX_PAYLOAD_BYTES,
    startupTimeoutSeconds: DEFAULT_STARTUP_TIMEOUT_SECONDS,
    machine: { PATH: machinePath },
    hosts: [],
    throttles: "none",
    roles: [EXECUTION_ROLE],
    ...overrides,
    dataDirectory,
  };
  const engine = await startEngine(config, clock);
  return {
    ...engine,
    dataDirectory,
    client: {
      endpoint: engine.url,
      region: config.region,
      credentials: engine.credentials,
      forcePathStyle: true,
      maxAttempts: 1,
    },
    async restart() {
      await engine.stop();
      return startTestEngine({ ...overrides, dataDirectory }, clock);
    },
    async dispose() {
      await engine.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
