import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A place between two events of a stream, in the order of time, then arrival. */
export interface EventPosition {
  readonly timestamp: number;
  readonly seq: number;
}

export interface LogEvent extends EventPosition {
  readonly stream: string;
  /** Numbers the stream; `streamId` and `seq` name one event for ever. */
  readonly streamId: number;
  readonly ingestedAt: number;
  readonly message: string;
}

export interface EventQuery {
  /** Inclusive, in milliseconds. */
  readonly startTime?: number | undefined;
  /** Exclusive for GetLogEvents. */
  readonly endTime?: number | undefined;
  readonly limit: number;
  readonly direction: "forward" | "backward";
  /** The event that the page must not show again. */
  readonly beyond?: EventPosition | undefined;
}

/** Where a walk over several streams stands: the last event seen. */
export interface GroupPosition extends EventPosition {
  readonly streamId: number;
}

export interface GroupQuery {
  readonly streamNames?: readonly string[] | undefined;
  readonly streamPrefix?: string | undefined;
  readonly startTime?: number | undefined;
  /** Exclusive. */
  readonly endTime?: number | undefined;
  readonly limit: number;
  readonly beyond?: GroupPosition | undefined;
}

export interface EventReader {
  /** Events of one stream, always oldest first, whatever the direction they were sought in. */
  events(group: string, stream: string, query: EventQuery): readonly LogEvent[];
  /** Events of several streams, oldest first. */
  groupEvents(group: string, query: GroupQuery): readonly LogEvent[];
}

const COLUMNS = "s.name AS stream, e.stream_id, e.timestamp, e.seq, e.ingested, e.message";
const FOR_EVER = Number.MAX_SAFE_INTEGER;

export function createEventReader(db: DatabaseSync): EventReader {
  const forward = db.prepare(streamStatement(">", "ASC"));
  const backward = db.prepare(streamStatement("<", "DESC"));
  const ids = db.prepare(
    `SELECT id FROM log_streams WHERE group_name = ? AND substr(name, 1, length(?)) = ?
     AND (? IS NULL OR name IN (SELECT value FROM json_each(?))) ORDER BY id`,
  );
  const inOne = db.prepare(groupStatement("e.stream_id = ?"));
  const inMany = db.prepare(groupStatement("e.stream_id IN (SELECT value FROM json_each(?))"));

  return {
    events(group, stream, query) {
      const isForward = query.direction === "forward";
      const bounds: SQLInputValue[] = [query.startTime ?? 0, query.endTime ?? FOR_EVER];
      const from = isForward ? forwardStart(query) : backwardStart(query);
      const statement = isForward ? forward : backward;
      const rows = statement
        .all(group, stream, from.timestamp, from.seq, ...bounds, query.limit)
        .map(toEvent);
      return isForward ? rows : rows.reverse();
    },
    groupEvents(group, query) {
      const names = query.streamNames ? JSON.stringify(query.streamNames) : null;
      const prefix = query.streamPrefix ?? "";
      const found = ids.all(group, prefix, prefix, names, names).map((row) => row["id"] as number);
      const [only] = found;
      if (only === undefined) return [];
      const { timestamp, streamId, seq } = query.beyond ?? { ...BEFORE_ALL, streamId: -1 };
      const bounds = [query.startTime ?? 0, query.endTime ?? FOR_EVER, query.limit];
      // One stream is read in the order of its key; several must be sorted.
      const rows =
        found.length === 1
          ? inOne.all(only, timestamp, streamId, seq, ...bounds)
          : inMany.all(JSON.stringify(found), timestamp, streamId, seq, ...bounds);
      return rows.map(toEvent);
    },
  };
}

const BEFORE_ALL: EventPosition = { timestamp: -1, seq: -1 };
const AFTER_ALL: EventPosition = { timestamp: FOR_EVER, seq: FOR_EVER };

// A walk starts at its time bound when that lies further on: the key's order then skips the rest.
function forwardStart({ startTime = 0, beyond = BEFORE_ALL }: EventQuery): EventPosition {
  return startTime > beyond.timestamp ? { timestamp: startTime, seq: -1 } : beyond;
}

function backwardStart({ endTime = FOR_EVER, beyond = AFTER_ALL }: EventQuery): EventPosition {
  return endTime < beyond.timestamp ? { timestamp: endTime, seq: -1 } : beyond;
}

function streamStatement(beyond: ">" | "<", order: "ASC" | "DESC"): string {
  return `SELECT ${COLUMNS} FROM log_events e JOIN log_streams s ON s.id = e.stream_id
    WHERE e.stream_id = (SELECT id FROM log_streams WHERE group_name = ? AND name = ?)
      AND (e.timestamp, e.seq) ${beyond} (?, ?) AND e.timestamp >= ? AND e.timestamp < ?
    ORDER BY e.timestamp ${order}, e.seq ${order} LIMIT ?`;
}

function groupStatement(streams: string): string {
  return `SELECT ${COLUMNS} FROM log_events e JOIN log_streams s ON s.id = e.stream_id
    WHERE ${streams} AND (e.timestamp, e.stream_id, e.seq) > (?, ?, ?)
      AND e.timestamp >= ? AND e.timestamp < ?
    ORDER BY e.timestamp, e.stream_id, e.seq LIMIT ?`;
}

function toEvent(row: Record<string, unknown>): LogEvent {
  return {
    stream: row["stream"] as string,
    streamId: row["stream_id"] as number,
    timestamp: row["timestamp"] as number,
    seq: row["seq"] as number,
    ingestedAt: row["ingested"] as number,
    message: row["message"] as string,
  };
}
