import "server-only";
import { AppError } from "@/lib/domain/app-error";
import type { LiveTopic } from "@/lib/domain/live-topics";
import { parseLiveTopic } from "@/lib/domain/parse-live-topic";
import type { LiveClock } from "./clock";
import type { Feed } from "./feed";

/** A claim on a feed: it runs while anybody holds one. */
export interface Lease<F extends Feed = Feed> {
  readonly feed: F;
  release(): void;
}

interface Entry {
  readonly feed: Feed;
  holders: number;
  /** Set while nobody holds it; aborting it keeps the feed. */
  ending: AbortController | null;
}

/** A page that is reloaded finds what it followed still running. */
const GRACE_MS = 30_000;

/** One target's feeds: one for each topic, however many follow it. */
export class LiveHub {
  readonly #clock: LiveClock;
  readonly #build: (topic: LiveTopic, hub: LiveHub) => Feed;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: LiveClock, build: (topic: LiveTopic, hub: LiveHub) => Feed) {
    this.#clock = clock;
    this.#build = build;
  }

  /**
   * The topic's feed, started if it was not running.
   * @throws AppError Invalid for a text that names no topic.
   */
  acquire(topic: string): Lease {
    const entry = this.#entries.get(topic) ?? this.#open(topic);
    entry.holders += 1;
    entry.ending?.abort();
    entry.ending = null;
    let held = true;
    return {
      feed: entry.feed,
      release: () => {
        if (!held) return;
        held = false;
        entry.holders -= 1;
        if (entry.holders === 0) void this.#end(topic, entry);
      },
    };
  }

  /** The topics that are being polled or were until a moment ago. */
  get running(): readonly string[] {
    return [...this.#entries.keys()];
  }

  #open(text: string): Entry {
    const topic = parseLiveTopic(text);
    if (topic === null) throw new AppError("Invalid", { detail: `"${text}" is not a live topic.` });
    const entry: Entry = { feed: this.#build(topic, this), holders: 0, ending: null };
    this.#entries.set(text, entry);
    entry.feed.start();
    return entry;
  }

  async #end(topic: string, entry: Entry): Promise<void> {
    const ending = new AbortController();
    entry.ending = ending;
    await this.#clock.sleep(GRACE_MS, ending.signal);
    if (ending.signal.aborted) return;
    this.#entries.delete(topic);
    entry.feed.stop();
  }
}
