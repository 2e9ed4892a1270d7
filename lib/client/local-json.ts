/** What this browser keeps under a key, as JSON; null where it keeps nothing that reads so. */
export function readLocal(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
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
