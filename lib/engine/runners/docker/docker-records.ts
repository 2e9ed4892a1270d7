import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Which containers this engine has in Docker, so that one that has none need not ask at its start. */
export interface DockerRecords {
  /** Tells this engine's containers from those of others: its data directory. */
  readonly owner: string;
  open(id: string): Promise<void>;
  close(id: string): Promise<void>;
  /** Closes all but those of `kept`. */
  closeOthers(kept: ReadonlySet<string>): Promise<void>;
}

/** One empty file for each container, in `directory`. */
export function createDockerRecords(directory: string): DockerRecords {
  const close = (id: string) => rm(join(directory, id), { force: true });
  return {
    owner: createHash("sha256").update(directory).digest("hex").slice(0, 16),
    async open(id) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(join(directory, id), "");
    },
    close,
    async closeOthers(kept) {
      const others = (await readdir(directory)).filter((id) => !kept.has(id));
      await Promise.all(others.map(close));
    },
  };
}
