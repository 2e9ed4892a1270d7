import type { Slots } from "./slots.ts";

interface Begun<R> {
  readonly result: Promise<R>;
  readonly leave: () => void;
}

/**
 * Does the work of many items at the same time, and yields the results in the items' order. An item is
 * taken when a slot is free and holds it until its result was taken in turn, so that slots bound
 * what is held in memory. The first failure ends it, and the work that is under way.
 */
export async function* inOrder<T, R>(
  items: AsyncIterator<T>,
  slots: Slots,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Begun<R>[] = [];
  const ended = new AbortController();
  /** False when there are no more items. */
  const begin = async (leave: () => void): Promise<boolean> => {
    const next = await items.next().catch((error: unknown) => {
      leave();
      throw error;
    });
    if (next.done) {
      leave();
      return false;
    }
    const result = work(next.value, ended.signal);
    // It is looked at in its turn; until then nobody else may call its failure unhandled.
    result.catch(() => undefined);
    begun.push({ result, leave });
    return true;
  };
  try {
    for (let hasMore = true; hasMore || begun.length > 0; ) {
      const isIdle = begun.length === 0;
      const leave = hasMore && (isIdle ? await slots.enter() : slots.tryEnter());
      if (leave) hasMore = await begin(leave);
      else yield* takeFirst(begun);
    }
  } finally {
    ended.abort();
    await Promise.allSettled(begun.map(({ result }) => result));
    for (const { leave } of begun) leave();
    await items.return?.();
  }
}

async function* takeFirst<R>(begun: Begun<R>[]): AsyncGenerator<R> {
  const [first] = begun;
  if (!first) return;
  yield await first.result;
  begun.shift();
  first.leave();
}
