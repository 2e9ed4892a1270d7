import { getuid } from "node:process";
import type Docker from "dockerode";
import type { DockerEngine } from "./engine-door.ts";

/** The system's own, so that it works with images that have no programs at all. */
const SYSTEM_FOLDERS = ["/usr", "/bin", "/lib", "/lib64"];

/**
 * Gives what a container wrote as root to this user, who has to read and delete it. Root needs no
 * permission, and on other systems than Linux Docker writes as this user anyway.
 */
export async function reclaimFiles(
  { client }: Pick<DockerEngine, "client">,
  ended: Docker.Container,
  folder: string,
): Promise<void> {
  const user = getuid?.();
  if (process.platform !== "linux" || user === undefined || user === 0) return;
  const { Image } = await ended.inspect();
  const helper = await client.createContainer({
    Image,
    Entrypoint: ["/usr/bin/chown"],
    Cmd: ["-R", "-h", String(user), "/opt/ml"],
    User: "0:0",
    HostConfig: {
      Mounts: [
        { Type: "bind", Source: folder, Target: "/opt/ml" },
        ...SYSTEM_FOLDERS.map((path) => ({
          Type: "bind" as const,
          Source: path,
          Target: path,
          ReadOnly: true,
        })),
      ],
      NetworkMode: "none",
      SecurityOpt: ["no-new-privileges"],
      CapDrop: ["ALL"],
      CapAdd: ["CHOWN", "DAC_OVERRIDE", "FOWNER"],
    },
  });
  try {
    await helper.start();
    await helper.wait();
  } finally {
    await helper.remove({ force: true });
  }
}
