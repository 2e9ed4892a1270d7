import { EVENT_OVERHEAD_BYTES } from "../../state/log-bounds.ts";
import type { EventPosition, GroupPosition, LogEvent } from "../../state/log-events.ts";
import { invalidParameter } from "./faults.ts";

/** CloudWatch's own bounds on one page. */
export const MAX_EVENTS = 10_000;
const MAX_PAGE_BYTES = 1024 * 1024;

/** The first events that fit into one page, at least one when there is one. */
export function firstThatFit(events: readonly LogEvent[]): readonly LogEvent[] {
  let bytes = 0;
  const end = events.findIndex(({ message }) => {
    bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    return bytes > MAX_PAGE_BYTES;
  });
  return end === -1 ? events : events.slice(0, Math.max(end, 1));
}

/** The last events that fit into one page. */
export function lastThatFit(events: readonly LogEvent[]): readonly LogEvent[] {
  return [...firstThatFit([...events].reverse())].reverse();
}

export type Direction = "forward" | "backward";

const TOKEN = /^(?<way>[fb])\/(?<timestamp>\d{1,16})-(?<seq>-?\d{1,16})$/;

export function encodeToken(direction: Direction, { timestamp, seq }: EventPosition): string {
  return `${direction === "forward" ? "f" : "b"}/${timestamp}-${seq}`;
}

export function decodeToken(token: string): { direction: Direction; position: EventPosition } {
  const groups = TOKEN.exec(token)?.groups;
  if (!groups) throw invalidParameter("The specified nextToken is invalid.");
  return {
    direction: groups["way"] === "f" ? "forward" : "backward",
    position: { timestamp: Number(groups["timestamp"]), seq: Number(groups["seq"]) },
  };
}

const GROUP_TOKEN = /^(\d{1,16})-(\d{1,16})-(\d{1,16})$/;

export function encodeGroupToken({ timestamp, streamId, seq }: GroupPosition): string {
  return `${timestamp}-${streamId}-${seq}`;
}

export function decodeGroupToken(token: string): GroupPosition {
  const [, timestamp, streamId, seq] = GROUP_TOKEN.exec(token) ?? [];
  if (timestamp === undefined) throw invalidParameter("The specified nextToken is invalid.");
  return { timestamp: Number(timestamp), streamId: Number(streamId), seq: Number(seq) };
}

/** Position of a page that counts: `skip-<n>`. */
export function decodeSkip(token: string | undefined): number {
  if (token === undefined) return 0;
  const skip = /^skip-(\d{1,9})$/.exec(token)?.[1];
  if (skip === undefined) throw invalidParameter("The specified nextToken is invalid.");
  return Number(skip);
}
