import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { EngineConfig } from "./config.ts";
import type { Service } from "./protocol/operation.ts";
import { createIamService } from "./services/iam/service.ts";
import { createStsService } from "./services/sts/service.ts";
import { type Clock, systemClock } from "./state/clock.ts";
import { type Migration, openDatabase } from "./state/database.ts";

/** Applied in this order; new ones are added at the end. */
const MIGRATIONS: readonly Migration[] = [];

/** The parts of a running engine. */
export interface Composition {
  readonly services: readonly Service[];
  readonly clock: Clock;
  readonly health: { readonly runner: string; readonly isolation: string };
  /** Brings state back in order after a crash; runs before the engine listens. */
  recover(): Promise<void>;
  /** Ends what runs and closes the database. */
  close(): Promise<void>;
}

/** The one place where the engine's parts are put together. */
export async function compose(config: EngineConfig): Promise<Composition> {
  const clock = systemClock;
  const db: DatabaseSync = openDatabase(
    join(config.dataDirectory, "engine", "engine.db"),
    MIGRATIONS,
  );
  const services: readonly Service[] = [createStsService(config), createIamService(config)];
  return {
    services,
    clock,
    health: { runner: "process", isolation: "" },
    async recover() {},
    async close() {
      db.close();
    },
  };
}
