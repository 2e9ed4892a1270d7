import { join } from "node:path";
import type { EngineConfig } from "./config.ts";
import { createEnvironments } from "./runners/environments.ts";
import { createImageCatalogue } from "./runners/images.ts";

/**
 * Makes the Python environment of every known image, one after another, telling each step in
 * words. Rejects with the cause and the fix of the first one that cannot be made.
 */
export async function prepareImages(
  config: EngineConfig,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const environments = createEnvironments({
    directory: join(config.dataDirectory, "environments"),
    host: config.machine,
  });
  const images = await createImageCatalogue(config.imageDirectories, config).list();
  for (const { reference, resolved } of images) {
    await environments.prepare(resolved, progress, signal);
    progress(`${reference} is ready.`);
  }
}
