/**
 * Holds a lock of a new name until this page or worker is gone, however it goes, so that another
 * one that asks for the lock learns of it.
 * @returns the lock's name, once it is held.
 */
export function holdLock(prefix: string): Promise<string> {
  const name = `${prefix}-${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve(name);
      return new Promise<never>(() => undefined);
    });
  });
}
