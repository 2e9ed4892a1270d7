import { join } from "node:path";
import type { ImageStore } from "../state/image-store.ts";
import { chooseRunner } from "./choose-runner.ts";
import { createDockerRunner } from "./docker/docker.ts";
import type { DockerDoor } from "./docker/engine-door.ts";
import type { Environments } from "./environments.ts";
import { hasRecords } from "./records.ts";
import { createRootfsRunner } from "./rootfs/rootfs-runner.ts";
import type {
  Container,
  ContainerImageToRun,
  ResolvedImage,
  Runner,
  SourceImageToRun,
} from "./runner.ts";
import { sandboxAvailable } from "./sandbox-tools.ts";
import type { HostEnvironment } from "./variables.ts";

/** The runners of this machine, each looked for when an image first needs it. */
export interface Runners {
  for(image: ResolvedImage): Promise<Runner>;
  /** Of source images, which need no Docker. Rejects when the one that was asked for cannot be had. */
  forSources(): Promise<Runner<SourceImageToRun>>;
  /** Goes on with a container that an earlier engine started; undefined when it is not there. */
  adopt(spec: Parameters<NonNullable<Runner["adopt"]>>[0]): Promise<Container | undefined>;
  /**
   * Ends whatever an earlier, killed engine on this data directory left running. Answers the ids of
   * those that are kept, because somebody can go on with them; `wanted` is asked where there are any.
   */
  reap(wanted: () => ReadonlySet<string>): Promise<ReadonlySet<string>>;
}

export function createRunners(settings: {
  readonly wanted: Parameters<typeof chooseRunner>[0]["wanted"];
  /** `<data>/engine` */
  readonly directory: string;
  readonly environments: Environments;
  /** The machine's environment variables. */
  readonly host: HostEnvironment;
  readonly store: ImageStore;
  readonly door: DockerDoor;
  readonly log: (line: string) => void;
}): Runners {
  const { directory, store, door, log } = settings;
  const stateDirectory = join(directory, "runs");
  const dockerDirectory = join(directory, "docker-runs");
  const docker = createDockerRunner({ door, store, stateDirectory: dockerDirectory });
  let chosen: Promise<Runner<SourceImageToRun>> | undefined;
  let unpacking: Promise<Runner<ContainerImageToRun> | undefined> | undefined;
  // Rehearsing a sandbox takes a third of the engine's start.
  const forSources = () => {
    chosen ??= chooseRunner({ ...settings, stateDirectory });
    return chosen;
  };
  const withoutDocker = () => {
    unpacking ??= sandboxAvailable(settings.host).then((sandbox) =>
      sandbox.available
        ? createRootfsRunner({
            tools: sandbox.tools,
            store,
            stateDirectory,
            rootfsDirectory: join(directory, "rootfs"),
          })
        : undefined,
    );
    return unpacking;
  };
  /** Docker where it answers; who has none, or asks for the sandbox, gets that. */
  const forLayers = async (): Promise<Runner<ContainerImageToRun>> => {
    const isDocker = settings.wanted !== "sandbox" && (await door()).available;
    // Without either, Docker's runner says what is missing.
    return isDocker ? docker : ((await withoutDocker()) ?? docker);
  };
  return {
    forSources,
    for: (image) => (image.kind === "source" ? forSources() : forLayers()),
    adopt: async (spec) => docker.adopt?.(spec),
    async reap(wanted) {
      if (await hasRecords(stateDirectory)) await (await forSources()).reap();
      if (!(await hasRecords(dockerDirectory))) return new Set();
      const kept = wanted();
      // An engine without Docker has other images to run; what is left there ends at a later start.
      await docker
        .reap(kept)
        .catch((error: Error) => log(`Containers in Docker stay: ${error.message}`));
      return kept;
    },
  };
}
