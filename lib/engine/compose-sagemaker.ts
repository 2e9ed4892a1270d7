import type { Interrupt } from "./http/interruptions.ts";
import type { Service } from "./protocol/operation.ts";
import type { SageMakerContext } from "./services/sagemaker/context.ts";
import { createEndpointSupervisor } from "./services/sagemaker/endpoints/supervisor.ts";
import type { TrainingJob } from "./services/sagemaker/records.ts";
import { createMachineRoom } from "./services/sagemaker/scheduling/machine-room.ts";
import { createSageMakerService } from "./services/sagemaker/service.ts";
import {
  createTrainingExecutor,
  type TrainingExecutor,
} from "./services/sagemaker/training/executor.ts";
import { startTraining } from "./services/sagemaker/training/start-training.ts";
import { createTransformExecutor } from "./services/sagemaker/transform/executor.ts";
import { createTuningSupervisor } from "./services/sagemaker/tuning/supervisor.ts";
import type { WatchedStore } from "./state/watched-store.ts";

/** SageMaker's operations, and its jobs and endpoints, which go on between requests. */
export interface SageMaker {
  readonly service: Service;
  /** The containers that an engine that was killed left, and that jobs can go on in. */
  readonly containers: () => ReadonlySet<string>;
  /** The folders that the jobs of these containers need. */
  readonly folders: TrainingExecutor["folders"];
  /** Takes a spot job's instances away. */
  readonly interrupt: Interrupt;
  /** Goes on with what an earlier engine left. */
  recover(): void;
  /** Ends what runs; settles when all containers are gone. */
  close(): Promise<void>;
}

type Workers = "executor" | "transformExecutor" | "supervisor" | "tuner";

type Parts = Omit<SageMakerContext, Workers> & {
  readonly jobs: WatchedStore<TrainingJob>;
} & Parameters<typeof createTrainingExecutor>[0] &
  Parameters<typeof createTransformExecutor>[0] &
  Parameters<typeof createEndpointSupervisor>[0] &
  Omit<Parameters<typeof createTuningSupervisor>[0], "startTraining" | "stopTraining">;

export function composeSageMaker(parts: Parts): SageMaker {
  // All kinds of jobs share the machine.
  const room = createMachineRoom();
  const executor = createTrainingExecutor(parts, room);
  const transformExecutor = createTransformExecutor(parts, room);
  const supervisor = createEndpointSupervisor(parts);
  const tuner = createTuningSupervisor({
    ...parts,
    startTraining: async (request, { arn: tuningJobArn }) => {
      const tags = [...parts.tags.list(tuningJobArn)];
      await startTraining({ ...parts, executor }, request, { tags, tuningJobArn });
    },
    stopTraining: executor.stop,
  });
  parts.jobs.watch(tuner.noticed);
  // What starts other jobs ends first.
  const workers = [tuner, executor, transformExecutor, supervisor];
  return {
    service: createSageMakerService({ ...parts, executor, transformExecutor, supervisor, tuner }),
    containers: executor.containers,
    folders: executor.folders,
    interrupt: executor.interrupt,
    recover() {
      for (const worker of workers.toReversed()) worker.recover();
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.shutdown()));
    },
  };
}
