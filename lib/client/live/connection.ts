import type { LiveEvent, LogPosition, TopicsBody } from "@/lib/contracts/live";
import type { Upstream } from "./fanout";

export interface ConnectionState {
  readonly status: "idle" | "connecting" | "open" | "offline";
  /** Milliseconds since 1970 of the next attempt; null when none is planned. */
  readonly retryAt: number | null;
}

interface ConnectionOptions {
  readonly target: string;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: ConnectionState) => void;
  readonly positionOf: (topic: string) => LogPosition | undefined;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
/** The server beats twice a second; after this much silence the connection is taken for dead. */
const SILENCE_MS = 6000;
/** Several hooks mount at once; their topics go in one request. */
const GATHER_MS = 15;

/**
 * One browser's live stream of one target: opens it while there are topics, tells the server
 * which, and after a cut goes on where it was. Reconnecting is ours, not EventSource's, since
 * that one gives up for good on any answer that is not 200.
 */
export class LiveConnection implements Upstream {
  readonly #options: ConnectionOptions;
  readonly #base: string;
  #stream = crypto.randomUUID();
  readonly #topics = new Set<string>();
  /** Followed since the server was last told: it begins them anew, whatever it had before. */
  readonly #fresh = new Set<string>();
  #isSending = false;
  #mustSendAgain = false;
  #source: EventSource | null = null;
  #isOpen = false;
  #lastId: string | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #silence: ReturnType<typeof setTimeout> | null = null;
  #gather: ReturnType<typeof setTimeout> | null = null;
  /** Ends the request under way when its connection does. */
  #closing = new AbortController();
  #isPaused = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#base = `/api/v1/${encodeURIComponent(options.target)}/events`;
  }

  follow(topic: string): void {
    this.#topics.add(topic);
    this.#fresh.add(topic);
    this.#sendSoon();
    if (this.#source === null && this.#retry === null) this.#open();
  }

  unfollow(topic: string): void {
    this.#topics.delete(topic);
    this.#sendSoon();
  }

  /** Tries at once instead of at the end of the pause. */
  retryNow(): void {
    if (this.#retry !== null) this.#open();
    else if (this.#isOpen) void this.#send(false);
  }

  /** Lets go of the connection while nobody looks, e.g. in a hidden tab. */
  pause(): void {
    this.#isPaused = true;
    this.#close();
    this.#tell("idle");
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#source === null) this.#open();
  }

  #open(): void {
    if (this.#topics.size === 0) {
      this.#rest();
      return;
    }
    this.#close();
    if (this.#isPaused) return;
    // Offline it stays until somebody answers, however often it tries.
    this.#tell(this.#failures === 0 ? "connecting" : "offline");
    const last = this.#lastId === null ? "" : `&last=${this.#lastId}`;
    const source = new EventSource(`${this.#base}?stream=${this.#stream}${last}`);
    this.#source = source;
    source.onmessage = (message: MessageEvent<string>) => this.#receive(message);
    source.onerror = () => this.#fail();
    this.#listenForSilence();
  }

  #close(): void {
    for (const timer of [this.#retry, this.#silence, this.#gather]) {
      if (timer !== null) clearTimeout(timer);
    }
    this.#retry = null;
    this.#silence = null;
    this.#gather = null;
    this.#isOpen = false;
    this.#source?.close();
    this.#source = null;
    this.#closing.abort();
    this.#closing = new AbortController();
  }

  #receive({ data, lastEventId }: MessageEvent<string>): void {
    this.#listenForSilence();
    const event = JSON.parse(data) as LiveEvent;
    if (event.kind === "hello") {
      this.#greet(event.resumed);
      return;
    }
    if (event.kind === "goodbye") {
      this.#fail();
      return;
    }
    if (lastEventId !== "") this.#lastId = lastEventId;
    this.#options.onEvent(event);
  }

  #greet(resumed: boolean): void {
    if (this.#topics.size === 0) {
      this.#rest();
      return;
    }
    this.#isOpen = true;
    this.#failures = 0;
    if (!resumed) this.#lastId = null;
    this.#tell("open");
    void this.#send(!resumed);
  }

  #fail(): void {
    this.#close();
    if (this.#topics.size === 0) {
      this.#rest();
      return;
    }
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#open(), pause);
    this.#options.onState({ status: "offline", retryAt: Date.now() + pause });
  }

  #listenForSilence(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fail(), SILENCE_MS);
  }

  #tell(status: ConnectionState["status"]): void {
    this.#options.onState({ status, retryAt: null });
  }

  #sendSoon(): void {
    if (!this.#isOpen || this.#gather !== null) return;
    this.#gather = setTimeout(() => {
      this.#gather = null;
      if (this.#topics.size > 0) void this.#send(false);
      else this.#rest();
    }, GATHER_MS);
  }

  /** Nobody follows anything: the next topic begins a stream of its own. */
  #rest(): void {
    this.#close();
    this.#stream = crypto.randomUUID();
    this.#lastId = null;
    this.#tell("idle");
  }

  #body(withPositions: boolean): TopicsBody {
    return {
      topics: [...this.#topics].map((topic) => {
        const isFresh = this.#fresh.has(topic);
        const after = isFresh || withPositions ? this.#options.positionOf(topic) : undefined;
        if (after !== undefined) return { topic, after };
        return isFresh ? { topic, after: {} } : { topic };
      }),
    };
  }

  /** One request at a time, so that an older list never overtakes a newer one. */
  async #send(withPositions: boolean): Promise<void> {
    if (this.#isSending) {
      this.#mustSendAgain = true;
      return;
    }
    const source = this.#source;
    this.#isSending = true;
    const arrived = await this.#put(this.#body(withPositions));
    this.#isSending = false;
    // The server forgot the stream, or cannot serve it now: both are mended by coming again.
    if (!arrived && this.#source === source) this.#fail();
    if (this.#mustSendAgain && this.#isOpen) {
      this.#mustSendAgain = false;
      await this.#send(this.#source !== source);
    }
  }

  /** False when the server did not take it, as far as can be told; then all of it is sent again. */
  async #put(body: TopicsBody): Promise<boolean> {
    const begun = [...this.#fresh];
    this.#fresh.clear();
    const isTaken = await this.#isTaken(body);
    if (!isTaken) {
      for (const topic of begun) this.#fresh.add(topic);
    }
    return isTaken;
  }

  async #isTaken(body: TopicsBody): Promise<boolean> {
    try {
      const { ok } = await fetch(`${this.#base}/${this.#stream}/topics`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: this.#closing.signal,
      });
      return ok;
    } catch {
      // Nobody answers, which the stream itself is about to notice too.
      return false;
    }
  }
}
