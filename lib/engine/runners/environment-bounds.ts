import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { tryExclusiveLock } from "../state/exclusive-lock.ts";

/** How many environments are kept; each has some hundred megabytes. */
export const KEPT_ENVIRONMENTS = 8;

const ENVIRONMENT = /^[0-9a-f]{32}$/;

/**
 * Removes the environments that were used longest ago, until `KEPT_ENVIRONMENTS` are left, but none
 * of those in `used` and none that is being made. `marker` is the file in each whose time says when
 * it was used. Answers how many were removed.
 */
export async function removeOldEnvironments(
  directory: string,
  marker: string,
  used: ReadonlySet<string>,
): Promise<number> {
  const names = (await readdir(directory)).filter((name) => ENVIRONMENT.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      return { path, usedAt: await changedAt(join(path, marker)) };
    }),
  );
  const old = found
    .toSorted((a, b) => b.usedAt - a.usedAt)
    .slice(KEPT_ENVIRONMENTS)
    .filter(({ path }) => !used.has(path));
  let removed = 0;
  for (const { path } of old) {
    const lock = tryExclusiveLock(`${path}.lock`);
    if (!lock) continue;
    try {
      // First, so that what is half removed counts as not made.
      await rm(join(path, marker), { force: true });
      await rm(path, { recursive: true, force: true });
      removed += 1;
    } finally {
      lock.close();
    }
  }
  return removed;
}

/** 0 for an environment that was left half made. */
const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
