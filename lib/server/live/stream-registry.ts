import "server-only";
import type { TopicsBody } from "@/lib/contracts/live";
import { presence } from "@/lib/dashboard/presence";
import { AppError } from "@/lib/domain/app-error";
import type { LiveClock } from "./clock";
import type { LiveHub } from "./hub";
import { LiveStream } from "./live-stream";

/** A reader that was cut off may come back within this time and go on where it was. */
const KEPT_AFTER_CUT_MS = 60_000;
/** A browser has one stream for each target; this is far beyond a team's. */
const MAX_STREAMS = 256;
/** Enough that the connection is never idle, little enough that a slow reader holds no memory. */
const BUFFER_BYTES = 64 * 1024;

/** The live streams of one target, by the id their browser chose. */
export class StreamRegistry {
  readonly #hub: LiveHub;
  readonly #clock: LiveClock;
  readonly #streams = new Map<string, LiveStream>();
  readonly #endings = new Map<string, AbortController>();

  constructor(hub: LiveHub, clock: LiveClock) {
    this.#hub = hub;
    this.#clock = clock;
  }

  /**
   * @throws AppError NotFound when the stream was never opened or was given up: its reader has to
   * open it (again) first.
   */
  setTopics(id: string, body: TopicsBody): void {
    const stream = this.#streams.get(id);
    if (!stream) throw new AppError("NotFound");
    stream.setTopics(body);
  }

  /**
   * The events of a stream as the body of an answer.
   * @throws AppError Stopping while the process ends, Throttled when there are too many.
   */
  open(id: string, last: number | null, gone: AbortSignal): ReadableStream<Uint8Array> {
    if (presence().stopping) throw new AppError("Stopping");
    const stream = this.#streams.get(id) ?? this.#create(id);
    this.#endings.get(id)?.abort();
    const left = new AbortController();
    const events = stream.connect(last, AbortSignal.any([gone, left.signal]));
    const entry = { close: () => stream.close() };
    presence().streams.add(entry);
    const encoder = new TextEncoder();
    const end = () => {
      presence().streams.delete(entry);
      if (!stream.isConnected) void this.#expire(id, stream);
    };
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { value, done } = await events.next();
          if (!done) {
            controller.enqueue(encoder.encode(value));
            return;
          }
          controller.close();
          end();
        },
        cancel: async () => {
          left.abort();
          await events.return();
          end();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
    );
  }

  #create(id: string): LiveStream {
    if (this.#streams.size >= MAX_STREAMS) throw new AppError("Throttled");
    const stream = new LiveStream(this.#hub, this.#clock);
    this.#streams.set(id, stream);
    return stream;
  }

  async #expire(id: string, stream: LiveStream): Promise<void> {
    this.#endings.get(id)?.abort();
    const ending = new AbortController();
    this.#endings.set(id, ending);
    await this.#clock.sleep(KEPT_AFTER_CUT_MS, ending.signal);
    if (ending.signal.aborted || stream.isConnected) return;
    this.#endings.delete(id);
    this.#streams.delete(id);
    stream.dispose();
  }
}
