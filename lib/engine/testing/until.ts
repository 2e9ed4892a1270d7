import { vi } from "vitest";

/** Waits until what `describe` answers of a name is as wanted, and answers it. */
export const untilOf =
  <T>(describe: (name: string) => Promise<T>) =>
  (name: string, isThere: (described: T) => boolean, timeout = 30_000) =>
    vi.waitUntil(
      async () => {
        const described = await describe(name);
        return isThere(described) ? described : undefined;
      },
      { timeout, interval: 25 },
    );
