import * as z from "zod/mini";

/** What this browser keeps under a key; null where it keeps nothing, or nothing that still reads. */
export function readLocal<T extends z.ZodMiniType>(key: string, schema: T): z.output<T> | null {
  try {
    const text = localStorage.getItem(key);
    const read = text === null ? null : z.safeParse(schema, JSON.parse(text));
    return read?.success ? read.data : null;
  } catch {
    // Storage may be forbidden, and anything may have been written under the key.
    return null;
  }
}

/** Keeps a value, or drops it when null. Returns whether this browser did: it may be full. */
export function writeLocal(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
