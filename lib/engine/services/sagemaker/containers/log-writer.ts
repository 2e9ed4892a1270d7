import type { Clock } from "../../../state/clock.ts";
import { isDiskFull } from "../../../state/disk-full.ts";
import type { LogStore, NewLogEvent } from "../../../state/log-store.ts";
import type { Timers } from "../../../state/timers.ts";

export interface LogWriter {
  write(message: string): void;
  /** Makes everything written durable, now or once there is room on the disk; takes no more. */
  end(): void;
}

const FLUSH_MS = 25;
/** On a full disk. */
const RETRY_MS = 1000;
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
 * it comes, which keeps the process from reading more: memory stays bounded. On a full disk lines
 * wait for room, as many as may; the log says where others are missing.
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
  let lost = 0;
  let cancel: (() => void) | undefined;

  const isMuch = () => waiting.length >= MAX_WAITING_EVENTS || characters >= MAX_WAITING_CHARACTERS;
  const append = () => {
    // A log group that its owner deleted takes its lines with it.
    if (!logs.hasStream(group, stream)) return;
    const gap = {
      timestamp: waiting[0]?.timestamp ?? latest,
      message: `[Trainyard] Lines are missing here that could not be written: ${lost}.`,
    };
    logs.append(group, stream, lost === 0 ? waiting : [gap, ...waiting]);
  };
  const flush = () => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0) return;
    try {
      append();
      lost = 0;
    } catch (error) {
      if (isDiskFull(error) && !isMuch()) {
        cancel = timers.after(RETRY_MS, flush);
        return;
      }
      // It costs lines, not the container that printed them.
      log(`${waiting.length} lines of ${group} ${stream} are lost: ${error}`);
      lost += waiting.length;
    }
    waiting = [];
    characters = 0;
  };

  return {
    write(message) {
      // Followers read on by time, so a clock set back must not hide lines from them.
      latest = Math.max(latest, clock.now().getTime());
      waiting.push({ timestamp: latest, message });
      characters += message.length;
      if (isMuch()) flush();
      else cancel ??= timers.after(FLUSH_MS, flush);
    },
    end: flush,
  };
}
