import type { LiveEvent, LogPosition, ProblemEvent } from "@/lib/contracts/live";
import { isTargetFault } from "@/lib/domain/target-faults";
import type { ConnectionState } from "./connection";
import { Fanout, type TopicListener, type Upstream } from "./fanout";

/** A way to the live stream of one target. */
export interface Channel extends Upstream {
  retryNow(): void;
}

/** What a channel tells, and asks, the tab's side. */
interface Ends {
  readonly receive: (event: LiveEvent) => void;
  readonly onState: (state: ConnectionState) => void;
  readonly positionOf: (topic: string) => LogPosition | undefined;
}

export type OpenChannel = (ends: Ends) => Channel;

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
  /** What an answer to something else told, until something followed was read after it. */
  #noted: { readonly problem: ProblemEvent["problem"]; readonly at: number } | null = null;
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
    this.#noted = null;
    this.#channel.retryNow();
    this.#look();
  }

  /** Says at once why nothing can be read, where what is followed would learn of it at its next turn. */
  noteFault(problem: ProblemEvent["problem"]): void {
    this.#noted = { problem, at: Date.now() };
    this.#look();
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
      if (typeof age !== "number") continue;
      this.#readAt.set(topic, now - age);
      // What will not be read any more is of no age, and says nothing of now.
      if (age > 0 && this.#noted && now - age > this.#noted.at) this.#noted = null;
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
    const trouble = this.#trouble(topics);
    if (trouble) return { state: "stale", lastAnswerAt, staleTopics, ...trouble };
    if (known.length === 0) return CONNECTING;
    const state = staleTopics.length > 0 ? "stale" : "live";
    return { state, lastAnswerAt, retryAt: null, problem: null, staleTopics };
  }

  /** What is wrong with the whole target goes before what is wrong with one topic. */
  #trouble(topics: readonly string[]): Pick<Freshness, "problem" | "retryAt"> | null {
    const told = topics
      .map((topic) => this.#fanout.problemOf(topic))
      .filter((event) => event !== null)
      .map(({ problem, nextTryAt }) => ({ problem, retryAt: Date.parse(nextTryAt) }));
    const ofTarget = told.find(({ problem }) => isTargetFault(problem.code));
    const noted = this.#noted && { problem: this.#noted.problem, retryAt: null };
    return ofTarget ?? noted ?? told[0] ?? null;
  }

  #isStale(topic: string): boolean {
    const readAt = this.#readAt.get(topic);
    const limit = this.#fanout.staleAfter(topic);
    return readAt !== undefined && limit !== null && Date.now() - readAt > limit;
  }
}

const second = (time: number | null): number | null =>
  time === null ? null : Math.round(time / 1000);
