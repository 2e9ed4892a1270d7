import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { composeRunners } from "./compose-runners.ts";
import { composeSageMaker } from "./compose-sagemaker.ts";
import { createMachineStores } from "./compose-stores.ts";
import type { EngineConfig } from "./config.ts";
import type { Interrupt } from "./http/interruptions.ts";
import type { Registry } from "./http/registry.ts";
import type { Service } from "./protocol/operation.ts";
import { removeOthers } from "./runners/container-files.ts";
import { createCloudWatchService } from "./services/cloudwatch/service.ts";
import { createEcrService } from "./services/ecr/service.ts";
import { createLogsService } from "./services/logs/service.ts";
import { registerImages } from "./services/sagemaker/algorithms.ts";
import { seedTrainingJobs } from "./services/sagemaker/training/seed.ts";
import { createSageMakerRuntimeService } from "./services/sagemaker-runtime/service.ts";
import type { Clock } from "./state/clock.ts";
import type { Credentials } from "./state/credentials.ts";
import type { Migration } from "./state/database.ts";
import { roleArn } from "./state/execution-role.ts";
import { createFinalMetrics, finalMetricMigration } from "./state/final-metrics.ts";
import { createFleet } from "./state/fleet.ts";
import type { ImageStore } from "./state/image-store.ts";
import { logCutMigration } from "./state/log-bounds.ts";
import { createLogStore, logMigration } from "./state/log-store.ts";
import {
  createMetricStore,
  type MetricStore,
  metricAgeMigration,
  metricMigration,
} from "./state/metric-store.ts";
import type { ObjectStore } from "./state/objects.ts";
import { registrationMigration } from "./state/registrations.ts";
import type { Reserve } from "./state/reserve.ts";
import { resourceChangeMigration, resourceMigration } from "./state/resource-store.ts";
import { createTagStore, tagMigration } from "./state/tag-store.ts";
import { createTimers, type Timers } from "./state/timers.ts";
import { transformInputMigration } from "./state/transform-inputs.ts";

/** What the services below keep; applied in this order. */
export const MACHINE_MIGRATIONS: readonly Migration[] = [
  resourceMigration,
  tagMigration,
  logMigration,
  metricMigration,
  registrationMigration,
  resourceChangeMigration,
  logCutMigration,
  metricAgeMigration,
  transformInputMigration,
  finalMetricMigration,
];

/** How long measured values may wait in memory. */
const METRIC_FLUSH_MS = 1000;
/** How often what is old is looked for. */
const EXPIRY_MS = 3_600_000;

/** The services that run containers, and those that show what containers did. */
export interface Machine {
  readonly services: readonly Service[];
  readonly registry: Registry;
  /** Which runner there is, and what it keeps apart. */
  health(): Promise<Readonly<Record<string, string>>>;
  readonly interrupt: Interrupt;
  /** After a crash: ends what is left of the old engine, fails its jobs, starts its endpoints. */
  recover(): Promise<void>;
  /** Ends every container, with eight seconds of grace. */
  close(): Promise<void>;
}

export function composeMachine(parts: {
  readonly config: EngineConfig;
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly objects: ObjectStore;
  readonly store: ImageStore;
  readonly credentials: Credentials;
  readonly reserve: Reserve;
  readonly log: (line: string) => void;
}): Machine {
  const { config, db, clock, log, reserve } = parts;
  const { accountId, region, dataDirectory } = config;
  const workDirectory = join(dataDirectory, "engine", "work");
  const { images, runners } = composeRunners(parts);
  const shared = {
    ...parts,
    accountId,
    region,
    images,
    runner: runners.for,
    adopt: runners.adopt,
    workDirectory,
    timers: createTimers((error) => log(`A background task failed: ${error}`)),
    // As many characters as an instance id of EC2 has.
    newId: () => randomUUID().replaceAll("-", "").slice(0, 17),
    logs: createLogStore(db, () => clock.now().getTime()),
    metrics: createMetricStore(db),
    fleet: createFleet(),
    tags: createTagStore(db),
    finalMetrics: createFinalMetrics(db),
    ...createMachineStores(db, reserve),
    startupTimeoutSeconds: config.startupTimeoutSeconds,
  };
  const roleArns = new Set(config.roles.map((name) => roleArn(accountId, name)));
  const roleExists = (arn: string) => roleArns.has(arn);
  const sageMaker = composeSageMaker({ ...shared, roleExists });
  const endTending = tendStores(shared);

  return {
    services: [
      sageMaker.service,
      createSageMakerRuntimeService({
        ...shared,
        maxPayloadBytes: config.maxPayloadBytes,
        random: Math.random,
      }),
      createLogsService(shared),
      createCloudWatchService(shared),
      createEcrService(shared),
    ],
    registry: async (head, request) => {
      const { answerRegistry } = await import("./services/ecr/registry/front.ts");
      return answerRegistry(shared, head, request);
    },
    interrupt: sageMaker.interrupt,
    async health() {
      const { name, isolation } = await runners.forSources();
      return { runner: name, isolation };
    },
    async recover() {
      // Who asked for it shall hear at once that there is none.
      if (config.runner === "sandbox") await runners.forSources();
      const kept = await runners.reap(sageMaker.containers);
      // Every run has a folder of its own, so one that stays is in nobody's way.
      await removeOthers(workDirectory, sageMaker.folders(kept)).catch((error: Error) =>
        log(error.message),
      );
      await registerImages(shared);
      if (config.seed !== undefined) seedTrainingJobs({ ...shared, db }, config.seed);
      sageMaker.recover();
    },
    async close() {
      await sageMaker.close();
      endTending();
    },
  };
}

/** Makes measured values durable and forgets what is old; the answer ends that. */
function tendStores(parts: {
  readonly metrics: MetricStore;
  readonly store: ImageStore;
  readonly log: (line: string) => void;
  readonly timers: Timers;
  readonly clock: Clock;
}): () => void {
  const { metrics, store, timers, clock, log } = parts;
  const endFlushing = timers.every(METRIC_FLUSH_MS, metrics.flush);
  const endExpiring = timers.every(EXPIRY_MS, () => {
    metrics.expire(clock.now());
    store.layers.collect().catch((error: Error) => log(error.message));
  });
  return () => {
    endFlushing();
    endExpiring();
    metrics.flush();
  };
}
