/** Places for what may go on at the same time; who comes when all are taken waits in turn. */
export interface Slots {
  /** Settles with what gives the place back. */
  enter(): Promise<() => void>;
  /** Undefined when all are taken. */
  tryEnter(): (() => void) | undefined;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: ((leave: () => void) => void)[] = [];
  const leaveOnce = () => {
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      const next = waiting.shift();
      if (next) next(leaveOnce());
      else free += 1;
    };
  };
  const tryEnter = () => {
    if (free === 0) return undefined;
    free -= 1;
    return leaveOnce();
  };
  return {
    tryEnter,
    enter() {
      const leave = tryEnter();
      return leave ? Promise.resolve(leave) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
