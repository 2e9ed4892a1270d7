import type { Timers } from "../../../state/timers.ts";
import type { MachineRoom } from "./machine-room.ts";

/** Jobs that wait for room on the machine, in order. */
export interface JobQueue {
  /** Starts a job as soon as there is room for it. */
  enter(name: string): void;
  /** Takes a waiting job out; false when it does not wait. */
  leave(name: string): boolean;
  /** From now on, no job starts. */
  close(): void;
}

/** Memory comes free without anybody telling. */
const LOOK_AGAIN_MS = 5000;

export function createJobQueue(parts: {
  readonly room: MachineRoom;
  readonly timers: Timers;
  readonly instancesOf: (name: string) => number;
  /** Settles when the job has no need of its places any more. */
  readonly run: (name: string) => Promise<void>;
  /** Called when a job has to wait, with what for. */
  readonly onWait: (name: string, waitsFor: string) => void;
}): JobQueue {
  const { room, timers, instancesOf, run, onWait } = parts;
  const waiting: string[] = [];
  let isClosed = false;
  let cancelLook: (() => void) | undefined;

  const startNext = (): void => {
    cancelLook?.();
    cancelLook = undefined;
    for (let [name] = waiting; name !== undefined && !isClosed; [name] = waiting) {
      const place = room.take(instancesOf(name));
      if ("waitsFor" in place) {
        cancelLook = timers.after(LOOK_AGAIN_MS, startNext);
        return;
      }
      waiting.shift();
      void run(name).finally(place.release);
    }
  };

  // Whatever kind of job it was that had them.
  room.onRelease(startNext);

  return {
    enter(name) {
      if (isClosed) return;
      waiting.push(name);
      startNext();
      const [first] = waiting;
      if (first === undefined || !waiting.includes(name)) return;
      // Who is behind others waits for what the first of them waits for.
      const place = room.take(instancesOf(first));
      if ("waitsFor" in place) onWait(name, place.waitsFor);
      else place.release();
    },
    leave(name) {
      const place = waiting.indexOf(name);
      if (place >= 0) waiting.splice(place, 1);
      return place >= 0;
    },
    close() {
      isClosed = true;
      cancelLook?.();
    },
  };
}
