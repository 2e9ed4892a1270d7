import { availableParallelism, freemem, totalmem } from "node:os";

/** The machine's places for instances. */
export interface MachineRoom {
  /** Takes the places of a job, or says what it has to wait for. */
  take(instances: number): { readonly release: () => void } | { readonly waitsFor: string };
  /** Calls `look` whenever places come free. */
  onRelease(look: () => void): void;
}

/** Of the machine's memory: where less is free, what runs has to end before more begins. */
const LEAST_FREE = 0.1;
const GIB = 1024 ** 3;

/**
 * As many instances at a time as the machine has cores, as long as it has memory. A job of more
 * instances than there are cores runs alone, and where nothing runs the first one always may.
 */
export function createMachineRoom(
  machine = { cores: availableParallelism(), memoryBytes: totalmem(), freeBytes: freemem },
): MachineRoom {
  const { cores, memoryBytes, freeBytes } = machine;
  let taken = 0;
  const lookers: (() => void)[] = [];
  return {
    take(instances) {
      const wanted = Math.min(instances, cores);
      if (taken + wanted > cores)
        return {
          waitsFor: `Waiting for a place: this machine runs ${cores} instances at a time`,
        };
      const free = freeBytes();
      if (taken > 0 && free < memoryBytes * LEAST_FREE)
        return {
          waitsFor: `Waiting for memory: ${inGib(free)} of ${inGib(memoryBytes)} GiB are free`,
        };
      taken += wanted;
      return {
        release() {
          taken -= wanted;
          for (const look of lookers) look();
        },
      };
    },
    onRelease: (look) => void lookers.push(look),
  };
}

const inGib = (bytes: number) => (bytes / GIB).toFixed(1);
