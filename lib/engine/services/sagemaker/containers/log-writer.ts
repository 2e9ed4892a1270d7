import type { Clock } from "../../../state/clock.ts";
import type { LogStore, NewLogEvent } from "../../../state/log-store.ts";
import type { Timers } from "../../../state/timers.ts";

export interface LogWriter {
  write(message: string): void;
  /** Makes everything written durable, and takes no more. */
  end(): void;
}

const FLUSH_MS = 25;
const MAX_WAITING_EVENTS = 5000;
const MAX_WAITING_CHARACTERS = 1_000_000;

interface LogWriterDeps {
  readonly logs: LogStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: (line: string) => void;
}

/**
 * Writes lines to one log stream, many in a transaction. A flood is written as
 * it comes, which keeps the process from reading more: memory stays bounded.
 */
export function createLogWriter(
  { logs, clock, timers, log }: LogWriterDeps,
  group: string,
  stream: string,
): LogWriter {
  logs.createGroup(group);
  logs.createStream(group, stream);
  let waiting: NewLogEvent[] = [];
  let characters = 0;
  let latest = 0;
  let cancel: (() => void) | undefined;

  const flush = () => {
    cancel?.();
    cancel = undefined;
    const events = waiting;
    waiting = [];
    characters = 0;
    if (events.length === 0) return;
    try {
      // A log group that its owner deleted takes its lines with it.
      if (logs.hasStream(group, stream)) logs.append(group, stream, events);
    } catch (error) {
      // A full disk costs lines, not the container that printed them.
      log(`${events.length} lines of ${group} ${stream} are lost: ${error}`);
    }
  };

  return {
    write(message) {
      // Followers read on by time, so a clock set back must not hide lines from them.
      latest = Math.max(latest, clock.now().getTime());
      waiting.push({ timestamp: latest, message });
      characters += message.length;
      if (waiting.length >= MAX_WAITING_EVENTS || characters >= MAX_WAITING_CHARACTERS) flush();
      else cancel ??= timers.after(FLUSH_MS, flush);
    },
    end: flush,
  };
}
