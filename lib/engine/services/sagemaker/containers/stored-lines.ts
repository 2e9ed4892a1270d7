import { createHash } from "node:crypto";
import type { LogStore } from "../../../state/log-store.ts";

const PAGE = 10_000;

/**
 * Whether a line is in a log already, as often as it is: each stored line is recognised once. In no
 * order, since the two streams of a container may be told apart in another one the second time.
 */
export function storedLines(
  logs: Pick<LogStore, "events">,
  group: string,
  stream: string,
): (line: string) => boolean {
  const counts = new Map<number, number>();
  let beyond: { timestamp: number; seq: number } | undefined;
  for (;;) {
    const page = logs.events(group, stream, { limit: PAGE, direction: "forward", beyond });
    for (const { message } of page) {
      const key = keyOf(message);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    beyond = page.at(-1);
    if (page.length < PAGE) break;
  }
  return (line) => {
    const key = keyOf(line);
    const left = counts.get(key) ?? 0;
    if (left === 0) return false;
    counts.set(key, left - 1);
    return true;
  };
}

/** 48 bits tell a log's lines apart, in a fraction of their memory. */
const keyOf = (line: string): number => createHash("sha256").update(line).digest().readUIntBE(0, 6);
