import { LiveConnection } from "./connection";
import { holdLock } from "./hold-lock";
import { LiveTarget, type OpenChannel } from "./live-target";
import type { ToTab, ToWorker } from "./worker-messages";

/** Without a worker, a tab has a stream of its own, and only while it is looked at. */
const directChannel =
  (target: string): OpenChannel =>
  ({ receive, onState, positionOf }) => {
    const connection = new LiveConnection({ target, onEvent: receive, onState, positionOf });
    const followVisibility = () => {
      if (document.visibilityState === "visible") connection.resume();
      else connection.pause();
    };
    document.addEventListener("visibilitychange", followVisibility);
    addEventListener("online", () => connection.retryNow());
    followVisibility();
    return connection;
  };

/** This tab's end of the worker that holds the streams of all tabs. */
class WorkerLink {
  readonly #worker: SharedWorker;
  readonly #held = holdLock("trainyard-tab");
  readonly #targets = new Map<string, (message: ToTab) => void>();

  /** `onBroken` is called when there can be no worker, `onGone` when it was there and is no more. */
  constructor(onBroken: () => void, onGone: () => void) {
    this.#worker = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
      type: "module",
      name: "trainyard-live",
    });
    this.#worker.onerror = onBroken;
    this.#worker.port.onmessage = ({ data }: MessageEvent<ToTab>) => {
      if (data.kind === "hello") void navigator.locks.request(data.lock, onGone);
      else this.#targets.get(data.target)?.(data);
    };
    void this.#held.then((lock) => this.#send({ kind: "hello", lock }));
  }

  channel(target: string): OpenChannel {
    return ({ receive, onState }) => {
      this.#targets.set(target, (message) => {
        if (message.kind === "event") receive(message.event);
        else if (message.kind === "state") onState(message.state);
      });
      return {
        follow: (topic) => this.#send({ kind: "follow", target, topic }),
        unfollow: (topic) => this.#send({ kind: "unfollow", target, topic }),
        retryNow: () => this.#send({ kind: "retry", target }),
      };
    };
  }

  /** Says nothing before the lock is held, or the worker might never learn that the tab is gone. */
  #send(message: ToWorker): void {
    void this.#held.then(() => this.#worker.port.postMessage(message));
  }
}

const targets = new Map<string, LiveTarget>();
/** Null where no worker can be had; undefined until somebody asked. */
let link: WorkerLink | null | undefined;

function workerLink(): WorkerLink | null {
  if (link !== undefined) return link;
  const canShare = "SharedWorker" in globalThis && "locks" in navigator;
  link = canShare ? new WorkerLink(goOnWithout, goOnAnew) : null;
  return link;
}

const openChannel = (target: string): OpenChannel =>
  workerLink()?.channel(target) ?? directChannel(target);

function goOnAnew(): void {
  link = undefined;
  for (const [name, target] of targets) target.moveTo(openChannel(name));
}

function goOnWithout(): void {
  if (link === null) return;
  link = null;
  for (const [name, target] of targets) target.moveTo(openChannel(name));
}

/** The tab's side of a target's live stream, made when first asked for. Browser only. */
export function liveTarget(target: string): LiveTarget {
  const known = targets.get(target);
  if (known) return known;
  const made = new LiveTarget(openChannel(target));
  targets.set(target, made);
  return made;
}
