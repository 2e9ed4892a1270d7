import type { LiveEvent, LogPosition, ProblemEvent } from "@/lib/contracts/live";
import { type ConnectionState, LiveConnection } from "./connection";
import { Fanout, type TopicListener, type Upstream } from "./fanout";
import { holdLock } from "./hold-lock";
import type { ToTab, ToWorker } from "./worker-messages";

/** A way to the live stream of one target. */
interface Channel extends Upstream {
  retryNow(): void;
}

/** What a channel tells, and asks, the tab's side. */
interface Ends {
  readonly receive: (event: LiveEvent) => void;
  readonly onState: (state: ConnectionState) => void;
  readonly positionOf: (topic: string) => LogPosition | undefined;
}

type OpenChannel = (ends: Ends) => Channel;

export interface Freshness {
  readonly state: "connecting" | "live" | "stale" | "offline";
  /** Milliseconds since 1970 of the oldest last answer among what is followed; null before any. */
  readonly lastAnswerAt: number | null;
  /** Milliseconds since 1970 of the next attempt; null when none is planned. */
  readonly retryAt: number | null;
  /** Why what is followed cannot be read, if it cannot. */
  readonly problem: ProblemEvent["problem"] | null;
  /** The topics whose last answer is too old to be called current. */
  readonly staleTopics: readonly string[];
}

const CONNECTING: Freshness = {
  state: "connecting",
  lastAnswerAt: null,
  retryAt: null,
  problem: null,
  staleTopics: [],
};

/** This tab's side of one target's live stream. */
export class LiveTarget {
  readonly #fanout: Fanout;
  #channel: Channel;
  readonly #watchers = new Set<() => void>();
  #connection: ConnectionState = { status: "idle", retryAt: null };
  /** When each topic was last read with success, by this tab's clock. */
  readonly #readAt = new Map<string, number>();
  #freshness = CONNECTING;

  constructor(open: OpenChannel) {
    this.#fanout = new Fanout({
      follow: (topic) => this.#channel.follow(topic),
      unfollow: (topic) => this.#channel.unfollow(topic),
    });
    this.#channel = this.#open(open);
    setInterval(() => this.#look(), 1000);
  }

  /** Goes on over another channel, where the one before has failed for good. */
  moveTo(open: OpenChannel): void {
    this.#channel = this.#open(open);
    for (const topic of this.#fanout.topics) this.#channel.follow(topic);
  }

  listen(topic: string, listener: TopicListener): () => void {
    const leave = this.#fanout.listen(topic, listener);
    return () => {
      leave();
      if (!this.#fanout.topics.includes(topic)) this.#readAt.delete(topic);
    };
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  retryNow(): void {
    this.#channel.retryNow();
  }

  /** The same object until something in it changes. */
  get freshness(): Freshness {
    return this.#freshness;
  }

  #open(open: OpenChannel): Channel {
    return open({
      receive: (event) => this.#receive(event),
      onState: (state) => this.#noteConnection(state),
      positionOf: (topic) => this.#fanout.positionOf(topic),
    });
  }

  #receive(event: LiveEvent): void {
    if (event.kind === "beat") this.#noteAges(event.ages);
    else this.#fanout.take(event);
  }

  #noteAges(ages: Readonly<Record<string, number | null>>): void {
    const now = Date.now();
    for (const topic of this.#fanout.topics) {
      const age = ages[topic];
      if (typeof age === "number") this.#readAt.set(topic, now - age);
    }
    this.#look();
  }

  #noteConnection(state: ConnectionState): void {
    this.#connection = state;
    this.#look();
  }

  #look(): void {
    const next = this.#judge();
    const { state, lastAnswerAt, retryAt, problem, staleTopics } = this.#freshness;
    const isSame =
      next.state === state &&
      second(next.lastAnswerAt) === second(lastAnswerAt) &&
      next.retryAt === retryAt &&
      next.problem === problem &&
      next.staleTopics.join() === staleTopics.join();
    if (isSame) return;
    this.#freshness = next;
    for (const watcher of this.#watchers) watcher();
  }

  #judge(): Freshness {
    // That something is no more is an answer: it makes nothing else stale.
    const topics = this.#fanout.topics.filter(
      (topic) => this.#fanout.problemOf(topic)?.problem.code !== "NotFound",
    );
    const times = topics.map((topic) => this.#readAt.get(topic));
    const known = times.filter((time) => time !== undefined);
    const lastAnswerAt = known.length > 0 ? Math.min(...known) : null;
    const { status, retryAt } = this.#connection;
    if (status === "offline") {
      return { state: "offline", lastAnswerAt, retryAt, problem: null, staleTopics: topics };
    }
    const staleTopics = topics.filter((topic) => this.#isStale(topic));
    const trouble = topics
      .map((topic) => this.#fanout.problemOf(topic))
      .find((one) => one !== null);
    if (trouble) {
      const { problem, nextTryAt } = trouble;
      return {
        state: "stale",
        lastAnswerAt,
        retryAt: Date.parse(nextTryAt),
        problem,
        staleTopics,
      };
    }
    if (known.length === 0) return CONNECTING;
    const state = staleTopics.length > 0 ? "stale" : "live";
    return { state, lastAnswerAt, retryAt: null, problem: null, staleTopics };
  }

  #isStale(topic: string): boolean {
    const readAt = this.#readAt.get(topic);
    const limit = this.#fanout.staleAfter(topic);
    return readAt !== undefined && limit !== null && Date.now() - readAt > limit;
  }
}

const second = (time: number | null): number | null =>
  time === null ? null : Math.round(time / 1000);

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
