import "server-only";
import { processWide } from "@/lib/dashboard/process-wide";

/** A cache of the whole process that forgets what was used longest ago. */
export interface BoundedCache<T> {
  /** The value under `key`, made when it is not there; a failure is not kept. */
  get(key: string, make: () => Promise<T>): Promise<T>;
}

/** @param home names the cache within the process; each is used by one module only. */
export function boundedCache<T>(home: string, most: number): BoundedCache<T> {
  const entries = processWide(home, () => new Map<string, Promise<T>>());
  return {
    get(key, make) {
      const value = entries.get(key) ?? make();
      entries.delete(key);
      entries.set(key, value);
      value.catch(() => entries.get(key) === value && entries.delete(key));
      const oldest = entries.keys().next();
      if (entries.size > most && !oldest.done) entries.delete(oldest.value);
      return value;
    },
  };
}
