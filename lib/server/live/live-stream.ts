import "server-only";
import type { LiveEvent, LogPosition, TopicsBody } from "@/lib/contracts/live";
import type { LiveClock } from "./clock";
import { BEAT_MS, type FeedCursor, startOf } from "./feed";
import type { Lease, LiveHub } from "./hub";

interface Subscription {
  /** Tells it from an earlier one of the same topic. */
  readonly number: number;
  readonly lease: Lease;
  cursor: FeedCursor;
  /** False when the feed had nothing after the cursor and has not changed since. */
  mayHaveMore: boolean;
  readonly stopListening: () => void;
}

interface Sent {
  readonly id: number;
  readonly topic: string;
  /** The subscription's number. What was sent of one before says nothing of where this one is. */
  readonly of: number;
  /** Where the subscription was before the event. */
  readonly before: FeedCursor;
}

/** An event on its way out. */
interface Unsent {
  readonly event: LiveEvent;
  readonly sent: Omit<Sent, "id">;
}

/** How far back a reader that was cut off may go on; further back it sends its positions. */
const REMEMBERED_EVENTS = 1000;

const encode = (event: LiveEvent, id?: number): string =>
  `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;

/**
 * What one browser follows of one target, over all its connections. Nothing is queued: each event
 * is made from a feed when the connection takes it, so a slow reader costs no memory, and an
 * event that got lost with a connection is made again from where the reader was before it.
 */
export class LiveStream {
  readonly #hub: LiveHub;
  readonly #clock: LiveClock;
  readonly #subscriptions = new Map<string, Subscription>();
  #sent: Sent[] = [];
  #lastId = 0;
  #subscribed = 0;
  #connection: AbortController | null = null;
  #wake: AbortController | null = null;
  #isDirty = false;

  constructor(hub: LiveHub, clock: LiveClock) {
    this.#hub = hub;
    this.#clock = clock;
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  /** Follows these topics and no others. One that goes on keeps its place unless `after` is given. */
  setTopics({ topics }: TopicsBody): void {
    const kept = new Set(topics.filter(({ after }) => after === undefined).map((one) => one.topic));
    const before = [...this.#subscriptions];
    for (const [topic] of before) {
      if (!kept.has(topic)) this.#subscriptions.delete(topic);
    }
    for (const { topic, after } of topics) {
      const { lease } = this.#subscriptions.get(topic) ?? this.#follow(topic, after);
      lease.feed.retryNow();
    }
    // Last, so that a feed which only begins anew is held all the time.
    for (const [topic, subscription] of before) {
      if (!kept.has(topic)) end(subscription);
    }
    this.#notify();
  }

  /**
   * Begins a connection, ending the one before, and returns its events as text until it is cut,
   * superseded or the stream is closed.
   * @param last id of the last event the reader has; null when it has none.
   */
  async *connect(last: number | null, gone: AbortSignal): AsyncGenerator<string, void> {
    this.#connection?.abort();
    const connection = new AbortController();
    this.#connection = connection;
    const signal = AbortSignal.any([connection.signal, gone]);
    try {
      yield encode({ kind: "hello", resumed: this.#resume(last) });
      yield* this.#events(signal);
      if (connection.signal.reason === "goodbye") yield encode({ kind: "goodbye" });
    } finally {
      if (this.#connection === connection) this.#connection = null;
    }
  }

  /** Tells the reader that the server stops, and ends the connection. */
  close(): void {
    this.#connection?.abort("goodbye");
  }

  /** Lets go of everything; the reader has been gone for too long. */
  dispose(): void {
    this.#connection?.abort();
    this.#dropAll();
  }

  /** Goes back to just after the event `last`; false, with nothing followed, when it cannot. */
  #resume(last: number | null): boolean {
    const oldest = this.#sent[0]?.id ?? this.#lastId + 1;
    const canResume = last !== null && last <= this.#lastId && last >= oldest - 1;
    if (!canResume) {
      this.#dropAll();
      this.#sent = [];
      return false;
    }
    // Newest first, so that each topic ends up before its first lost event.
    for (const { id, topic, of, before } of this.#sent.toReversed()) {
      const subscription = this.#subscriptions.get(topic);
      if (id <= last || subscription?.number !== of) continue;
      subscription.cursor = before;
      subscription.mayHaveMore = true;
    }
    this.#sent = this.#sent.filter(({ id }) => id <= last);
    this.#lastId = last;
    return true;
  }

  async *#events(signal: AbortSignal): AsyncGenerator<string, void> {
    let nextBeat = this.#clock.now();
    while (!signal.aborted) {
      if (this.#clock.now() >= nextBeat) {
        nextBeat = this.#clock.now() + BEAT_MS;
        yield this.#beat();
        continue;
      }
      this.#isDirty = false;
      const event = await this.#next(signal);
      if (signal.aborted) return;
      if (event !== null) yield this.#record(event);
      else await this.#rest(nextBeat, signal);
    }
  }

  #beat(): string {
    const ages: Record<string, number | null> = {};
    for (const [topic, { lease }] of this.#subscriptions) {
      const age = lease.feed.age();
      ages[topic] = age === null ? null : Math.round(age);
    }
    return encode({ kind: "beat", ages });
  }

  /** The next event of the topic that has waited longest; null as well once the signal is aborted. */
  async #next(signal: AbortSignal): Promise<Unsent | null> {
    for (const [topic, subscription] of [...this.#subscriptions]) {
      if (!subscription.mayHaveMore) continue;
      subscription.mayHaveMore = false;
      const before = subscription.cursor;
      const delivery = await subscription.lease.feed.read(before);
      if (signal.aborted) {
        // The connection was cut meanwhile: the next one sends this, so the cursor stays.
        subscription.mayHaveMore = true;
        return null;
      }
      const isStillThere = this.#subscriptions.get(topic) === subscription;
      // While it was read, the reader may have been set to another place.
      if (delivery === null || !isStillThere || subscription.cursor !== before) continue;
      subscription.cursor = delivery.cursor;
      subscription.mayHaveMore = true;
      this.#subscriptions.delete(topic);
      this.#subscriptions.set(topic, subscription);
      return { event: delivery.event, sent: { topic, of: subscription.number, before } };
    }
    return null;
  }

  #record({ event, sent }: Unsent): string {
    this.#lastId += 1;
    this.#sent.push({ id: this.#lastId, ...sent });
    if (this.#sent.length > REMEMBERED_EVENTS * 2)
      this.#sent = this.#sent.slice(-REMEMBERED_EVENTS);
    return encode(event, this.#lastId);
  }

  async #rest(until: number, signal: AbortSignal): Promise<void> {
    if (this.#isDirty) return;
    const wake = new AbortController();
    this.#wake = wake;
    const either = AbortSignal.any([wake.signal, signal]);
    await this.#clock.sleep(Math.max(0, until - this.#clock.now()), either);
    if (this.#wake === wake) this.#wake = null;
  }

  #notify(): void {
    this.#isDirty = true;
    this.#wake?.abort();
  }

  #follow(topic: string, after: LogPosition | undefined): Subscription {
    const lease = this.#hub.acquire(topic);
    this.#subscribed += 1;
    const subscription: Subscription = {
      number: this.#subscribed,
      lease,
      cursor: startOf(after),
      mayHaveMore: true,
      stopListening: lease.feed.onChange(() => {
        subscription.mayHaveMore = true;
        this.#notify();
      }),
    };
    this.#subscriptions.set(topic, subscription);
    return subscription;
  }

  #dropAll(): void {
    for (const subscription of this.#subscriptions.values()) end(subscription);
    this.#subscriptions.clear();
  }
}

function end({ stopListening, lease }: Subscription): void {
  stopListening();
  lease.release();
}
