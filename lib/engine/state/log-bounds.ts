import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";

/** What CloudWatch counts for an event beside its message. */
export const EVENT_OVERHEAD_BYTES = 26;

/** How much log is kept, in bytes as CloudWatch counts them. */
export interface LogLimits {
  readonly stream: number;
  readonly all: number;
}

const MIB = 1024 * 1024;
export const LOG_LIMITS: LogLimits = { stream: 256 * MIB, all: 2048 * MIB };

/** A cut takes a small part of what is kept, so that most appends cut nothing and none takes long. */
const PARTS = 256;

export const logCutMigration: Migration = {
  name: "log-cuts",
  sql: "ALTER TABLE log_streams ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;",
};

/**
 * What keeps the log within its limits: called in the transaction that adds `bytes` to a stream. It
 * cuts the oldest lines of a stream that is too long, and those of the stream that was written
 * longest ago when all are too much. In place of the last line that it cut stands one that says so.
 */
export function createLogCutter(
  db: DatabaseSync,
  limits: LogLimits,
): (streamId: number, bytes: number) => void {
  const cut = createCut(db, limits);
  const sizeOf = db.prepare("SELECT stored_bytes AS bytes FROM log_streams WHERE id = ?");
  const sum = db.prepare("SELECT COALESCE(SUM(stored_bytes), 0) AS bytes FROM log_streams");
  // What a cut leaves of a whole log is its own line.
  const stalest = db.prepare(
    "SELECT id FROM log_streams WHERE stored_bytes > ? ORDER BY last_ingested, id LIMIT 1",
  );
  const bytesOf = (row: Record<string, unknown> | undefined) => Number(row?.["bytes"] ?? 0);
  // At most too high, after groups were deleted: it is counted anew before anything is cut.
  let total = bytesOf(sum.get());
  return (streamId, bytes) => {
    total += bytes;
    while (bytesOf(sizeOf.get(streamId)) > limits.stream) cut(streamId, limits.stream / PARTS);
    if (total <= limits.all) return;
    total = bytesOf(sum.get());
    while (total > limits.all) {
      const id = stalest.get(MARKER_BYTES)?.["id"];
      if (id === undefined) return;
      cut(Number(id), limits.all / PARTS);
      total = bytesOf(sum.get());
    }
  };
}

/** More than a line about a cut takes. */
const MARKER_BYTES = 512;

function markerOf(lines: number, { stream, all }: LogLimits): string {
  const inMib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;
  return (
    `[Trainyard] The beginning of this log was cut: ${lines} lines up to here are gone. ` +
    `A log keeps its newest ${inMib(stream)}, and all logs together keep ${inMib(all)}.`
  );
}

/** Removes a stream's oldest lines: at least as many as have `bytes`, or all. */
function createCut(db: DatabaseSync, limits: LogLimits) {
  const oldest = db.prepare(
    `SELECT timestamp, seq, octet_length(message) + ${EVENT_OVERHEAD_BYTES} AS bytes
     FROM log_events WHERE stream_id = ? ORDER BY timestamp, seq`,
  );
  const before = db.prepare("SELECT cut FROM log_streams WHERE id = ?");
  const remove = db.prepare(
    "DELETE FROM log_events WHERE stream_id = ? AND (timestamp, seq) < (?, ?)",
  );
  const mark = db.prepare(
    "UPDATE log_events SET message = ? WHERE stream_id = ? AND timestamp = ? AND seq = ?",
  );
  const count = db.prepare(
    "UPDATE log_streams SET cut = ?, stored_bytes = stored_bytes - ?, first_event = ? WHERE id = ?",
  );
  return (streamId: number, bytes: number): void => {
    const earlier = Number(before.get(streamId)?.["cut"] ?? 0);
    // The line about the last cut is none of the log's own.
    let lines = earlier > 0 ? earlier - 1 : 0;
    let freed = 0;
    let last = { timestamp: 0, seq: 0 };
    for (const row of oldest.iterate(streamId)) {
      if (freed >= bytes) break;
      freed += Number(row["bytes"]);
      lines += 1;
      last = { timestamp: Number(row["timestamp"]), seq: Number(row["seq"]) };
    }
    const marker = markerOf(lines, limits);
    remove.run(streamId, last.timestamp, last.seq);
    mark.run(marker, streamId, last.timestamp, last.seq);
    const kept = Buffer.byteLength(marker) + EVENT_OVERHEAD_BYTES;
    count.run(lines, freed - kept, last.timestamp, streamId);
  };
}
