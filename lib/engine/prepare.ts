import { join } from "node:path";
import type { EngineConfig } from "./config.ts";
import { createEnvironments, type Environments } from "./runners/environments.ts";
import { createSourceCatalogue } from "./runners/images.ts";

/** Where the Python environments of a data directory are, and what makes them. */
export const environmentsOf = (config: EngineConfig): Environments =>
  createEnvironments({
    directory: join(config.dataDirectory, "environments"),
    host: config.machine,
    ...(config.python ? { python: config.python } : {}),
  });

/**
 * Makes the Python environment of every known image, one after another, telling each step in
 * words; an image that asks for it waits for its first job. Rejects with the cause and the fix of the first one that cannot be made.
 */
export async function prepareImages(
  config: EngineConfig,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const environments = environmentsOf(config);
  const images = await createSourceCatalogue(config.imageDirectories, config).list();
  for (const { reference, resolved, isPreparedInAdvance } of images) {
    if (!isPreparedInAdvance) {
      progress(`${reference} is prepared when it is first used.`);
      continue;
    }
    await environments.prepare(resolved, progress, signal);
    progress(`${reference} is ready.`);
  }
}
