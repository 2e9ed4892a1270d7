import type {
  LiveEvent,
  LogEndEvent,
  LogPosition,
  LogStateEvent,
  ProblemEvent,
  SnapshotEvent,
  TopicEvent,
} from "@/lib/contracts/live";
import { LogWindow } from "./log-window";

/** Where topics come from: the connection itself, or a worker that holds it. */
export interface Upstream {
  follow(topic: string): void;
  unfollow(topic: string): void;
}

export type TopicListener = (event: TopicEvent) => void;

interface TopicState {
  readonly listeners: Set<TopicListener>;
  readonly log: LogWindow;
  snapshot: SnapshotEvent | null;
  logState: LogStateEvent | null;
  logEnd: LogEndEvent | null;
  problem: ProblemEvent | null;
}

const empty = (topic: string): TopicState => ({
  listeners: new Set(),
  log: new LogWindow(topic),
  snapshot: null,
  logState: null,
  logEnd: null,
  problem: null,
});

function remember(state: TopicState, event: TopicEvent): TopicEvent | null {
  switch (event.kind) {
    case "snapshot":
      state.snapshot = event;
      state.problem = null;
      return event;
    case "log-state":
      state.logState = event;
      state.problem = null;
      return event;
    case "log-end":
      state.logEnd = event;
      state.problem = null;
      return event;
    case "problem":
      state.problem = event;
      return event;
    case "points":
      return state.log.takePoints(event);
    case "lines":
      state.logEnd = null;
      return state.log.takeLines(event);
  }
}

/**
 * Shares one source of events among many listeners. A topic is followed while anybody listens,
 * and who comes later first hears what the others already know.
 */
export class Fanout {
  readonly #upstream: Upstream;
  readonly #topics = new Map<string, TopicState>();

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  get topics(): readonly string[] {
    return [...this.#topics.keys()];
  }

  /** Returns the way to stop listening. */
  listen(topic: string, listener: TopicListener): () => void {
    const known = this.#topics.get(topic);
    const state = known ?? empty(topic);
    state.listeners.add(listener);
    if (known) replay(known, listener);
    else {
      this.#topics.set(topic, state);
      this.#upstream.follow(topic);
    }
    return () => this.#leave(topic, state, listener);
  }

  /** Passes an event on; parts of a log that were passed on before are left out. */
  take(event: LiveEvent): void {
    if (!("topic" in event)) return;
    const state = this.#topics.get(event.topic);
    const fresh = state && remember(state, event);
    if (!fresh) return;
    for (const listener of state.listeners) listener(fresh);
  }

  /** How far a log was received; undefined for what is no log or has not begun. */
  positionOf(topic: string): LogPosition | undefined {
    const position = this.#topics.get(topic)?.log.position;
    return position && Object.keys(position).length > 0 ? position : undefined;
  }

  /** Milliseconds after which the topic is no longer live; null before its first event. */
  staleAfter(topic: string): number | null {
    const state = this.#topics.get(topic);
    return state?.snapshot?.staleAfter ?? state?.logState?.staleAfter ?? null;
  }

  problemOf(topic: string): ProblemEvent | null {
    return this.#topics.get(topic)?.problem ?? null;
  }

  #leave(topic: string, state: TopicState, listener: TopicListener): void {
    state.listeners.delete(listener);
    if (state.listeners.size > 0 || this.#topics.get(topic) !== state) return;
    this.#topics.delete(topic);
    this.#upstream.unfollow(topic);
  }
}

function replay(state: TopicState, listener: TopicListener): void {
  const { snapshot, logState, logEnd, log, problem } = state;
  for (const event of [snapshot, logState, logEnd, ...log.replay(), problem]) {
    if (event) listener(event);
  }
}
