import "server-only";
import { processWide } from "@/lib/dashboard/process-wide";
import type { Progress } from "./profile-files";

/** How far a run is; null while others are before it. */
export type RunProgress = Progress | null;

type Work = (signal: AbortSignal, report: (progress: Progress) => void) => Promise<void>;

/** The runs of the whole process, and the end of their line. */
interface Runs {
  readonly byKey: Map<string, SharedRun>;
  turn: Promise<unknown>;
}

const runs = () =>
  processWide<Runs>("profile.runs", () => ({ byKey: new Map(), turn: Promise.resolve() }));

/** Work that several requests wait for, and that ends when the last of them has left. */
class SharedRun {
  /** Settles when the work does. */
  readonly done: Promise<void>;
  private progress: RunProgress = null;
  private readonly listeners = new Set<(progress: RunProgress) => void>();
  private readonly left = new AbortController();

  constructor(work: Work, turn: Promise<unknown>) {
    const { signal } = this.left;
    this.done = turn.then(() => {
      signal.throwIfAborted();
      return work(signal, (progress) => this.tell(progress));
    });
  }

  get isLeft(): boolean {
    return this.left.signal.aborted;
  }

  /** Tells how far it is, now and at each step. @returns how to leave. */
  follow(listener: (progress: RunProgress) => void): () => void {
    this.listeners.add(listener);
    listener(this.progress);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.left.abort(new Error("Nobody waits for it any more."));
    };
  }

  private tell(progress: Progress): void {
    this.progress = progress;
    for (const listener of this.listeners) listener(progress);
  }
}

/** The run under `key`, begun unless it is under way. One at a time works. */
export function sharedRun(key: string, work: Work): SharedRun {
  const all = runs();
  const known = all.byKey.get(key);
  if (known && !known.isLeft) return known;
  const run = new SharedRun(work, all.turn);
  const settled = () => {
    if (all.byKey.get(key) === run) all.byKey.delete(key);
  };
  all.byKey.set(key, run);
  all.turn = run.done.then(settled, settled);
  return run;
}
