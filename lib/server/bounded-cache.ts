import "server-only";
import { processWide } from "@/lib/dashboard/process-wide";

/** A cache of the whole process that forgets what was used longest ago. */
export interface BoundedCache<T> {
  /** The value under `key`, made when it is not there; a failure is not kept. */
  get(key: string, make: () => Promise<T>): Promise<T>;
}

/** How heavy values are, in bytes of memory or anything else, and how heavy all may be together. */
export interface Weighing<T> {
  readonly of: (value: T) => number;
  readonly most: number;
}

interface Entry<T> {
  readonly value: Promise<T>;
  weight: number;
}

/**
 * @param home names the cache within the process; each is used by one module only.
 * @param most values; with `weighing` the ones used longest ago go when they grow too heavy.
 */
export function boundedCache<T>(
  home: string,
  most: number,
  weighing: Weighing<T> = { of: () => 0, most: 0 },
): BoundedCache<T> {
  const entries = processWide(home, () => new Map<string, Entry<T>>());
  const shrink = () => {
    let weight = [...entries.values()].reduce((sum, entry) => sum + entry.weight, 0);
    for (const [key, entry] of entries) {
      if (entries.size <= most && weight <= weighing.most) return;
      entries.delete(key);
      weight -= entry.weight;
    }
  };
  const add = (key: string, value: Promise<T>): Entry<T> => {
    const entry: Entry<T> = { value, weight: 0 };
    value.then(
      (made) => {
        entry.weight = weighing.of(made);
        shrink();
      },
      () => entries.get(key) === entry && entries.delete(key),
    );
    return entry;
  };
  return {
    get(key, make) {
      const entry = entries.get(key) ?? add(key, make());
      entries.delete(key);
      entries.set(key, entry);
      shrink();
      return entry.value;
    },
  };
}
