import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { composeMachine, MACHINE_MIGRATIONS } from "./compose-machine.ts";
import type { EngineConfig } from "./config.ts";
import { createGate } from "./gate.ts";
import type { Interrupt } from "./http/interruptions.ts";
import type { Registry } from "./http/registry.ts";
import type { Service } from "./protocol/operation.ts";
import { createIamService } from "./services/iam/service.ts";
import { createS3Service } from "./services/s3/service.ts";
import { createStsService } from "./services/sts/service.ts";
import type { BucketStore } from "./state/buckets.ts";
import { type Clock, systemClock } from "./state/clock.ts";
import type { Credentials } from "./state/credentials.ts";
import { type Migration, openDatabase } from "./state/database.ts";
import { createImageStore, imageStoreMigrations } from "./state/image-store.ts";
import { createReserve, type Reserve } from "./state/reserve.ts";
import { createStorage, storageMigrations } from "./state/storage.ts";
import { ensureWorkspaceBucket } from "./workspace-bucket.ts";

/** Applied in this order; new ones are added at the end. */
const MIGRATIONS: readonly Migration[] = [
  ...storageMigrations,
  ...MACHINE_MIGRATIONS,
  ...imageStoreMigrations,
];

/** The parts of a running engine. */
export interface Composition {
  readonly services: readonly Service[];
  /** The protocol by which images are pushed and pulled. */
  readonly registry: Registry;
  readonly clock: Clock;
  readonly buckets: BucketStore;
  /** For what nobody waits to hear: one line on standard error. */
  readonly log: (line: string) => void;
  readonly reserve: Reserve;
  health(): Promise<Readonly<Record<string, string>>>;
  readonly interrupt: Interrupt;
  /** Brings stored objects back in order after a crash; runs before the engine listens. */
  recover(): Promise<void>;
  /** The same for all else, which S3 need not wait for: requests to other services do. */
  recoverMachine(): Promise<void>;
  /** Ends what runs and closes the database. */
  close(): Promise<void>;
}

/** The one place where the engine's parts are put together. */
export function compose(
  config: EngineConfig,
  credentials: Credentials,
  clock: Clock = systemClock,
): Composition {
  const db: DatabaseSync = openDatabase(
    join(config.dataDirectory, "engine", "engine.db"),
    MIGRATIONS,
  );
  const engineDirectory = join(config.dataDirectory, "engine");
  const storage = createStorage(db, clock, engineDirectory);
  const store = createImageStore(db, clock, engineDirectory);
  const { objects } = storage;
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const reserve = createReserve(join(engineDirectory, "reserve"), log);
  const shared = { config, db, clock, objects, store, credentials, reserve, log };
  const machine = composeMachine(shared);
  const gate = createGate();
  return {
    services: [
      createS3Service(storage),
      createStsService(config),
      createIamService(config),
      ...machine.services.map(gate.before),
    ],
    async registry(head, request) {
      await gate.opened;
      return machine.registry(head, request);
    },
    clock,
    buckets: storage.buckets,
    log,
    reserve,
    async health() {
      await gate.opened;
      return machine.health();
    },
    interrupt: machine.interrupt,
    async recover() {
      await storage.recover();
      ensureWorkspaceBucket(storage.buckets, config.region, config.accountId);
    },
    async recoverMachine() {
      await store.layers.recover();
      await machine.recover();
      gate.open();
      reserve.refill();
    },
    async close() {
      await machine.close();
      await reserve.settled();
      db.close();
    },
  };
}
