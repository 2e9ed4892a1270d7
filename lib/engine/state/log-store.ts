import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import { createLogCutter, EVENT_OVERHEAD_BYTES, LOG_LIMITS, type LogLimits } from "./log-bounds.ts";
import { createEventReader, type EventReader } from "./log-events.ts";
import { inTransaction } from "./transaction.ts";

export interface LogGroup {
  readonly name: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly storedBytes: number;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestedAt?: number;
  readonly storedBytes: number;
}

export interface NewLogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface StreamQuery {
  readonly prefix?: string | undefined;
  readonly orderBy: "name" | "lastEvent";
  readonly descending: boolean;
  readonly limit: number;
  /** How many matching streams earlier pages showed. */
  readonly skip: number;
}

export interface LogStore extends EventReader {
  /** False when the group exists. */
  createGroup(name: string): boolean;
  /** False when the stream exists; the group must exist. */
  createStream(group: string, name: string): boolean;
  hasGroup(name: string): boolean;
  hasStream(group: string, name: string): boolean;
  deleteGroup(name: string): boolean;
  groups(query: { prefix: string; limit: number; after: string }): readonly LogGroup[];
  streams(group: string, query: StreamQuery): readonly LogStream[];
  /** Adds events to an existing stream in one durable transaction, which may cut old ones. */
  append(group: string, stream: string, events: readonly NewLogEvent[]): void;
}

export const logMigration: Migration = {
  name: "logs",
  sql: `
    CREATE TABLE log_groups (
      name TEXT PRIMARY KEY,
      created INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE log_streams (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      group_name TEXT NOT NULL REFERENCES log_groups (name),
      name TEXT NOT NULL,
      created INTEGER NOT NULL,
      first_event INTEGER,
      last_event INTEGER,
      last_ingested INTEGER,
      stored_bytes INTEGER NOT NULL DEFAULT 0,
      events INTEGER NOT NULL DEFAULT 0,
      UNIQUE (group_name, name)
    ) STRICT;
    CREATE TABLE log_events (
      stream_id INTEGER NOT NULL,
      timestamp INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      ingested INTEGER NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (stream_id, timestamp, seq)
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createLogStore(
  db: DatabaseSync,
  now: () => number,
  limits: LogLimits = LOG_LIMITS,
): LogStore {
  const insertGroup = db.prepare("INSERT OR IGNORE INTO log_groups VALUES (?, ?)");
  const selectGroup = db.prepare("SELECT name FROM log_groups WHERE name = ?");
  const insertStream = db.prepare(
    "INSERT OR IGNORE INTO log_streams (group_name, name, created) VALUES (?, ?, ?)",
  );
  const selectStream = db.prepare("SELECT id FROM log_streams WHERE group_name = ? AND name = ?");
  const selectGroups = db.prepare(
    `SELECT g.name, g.created, COALESCE(SUM(s.stored_bytes), 0) AS bytes
     FROM log_groups g LEFT JOIN log_streams s ON s.group_name = g.name
     WHERE g.name > ? AND substr(g.name, 1, length(?)) = ?
     GROUP BY g.name ORDER BY g.name LIMIT ?`,
  );
  const append = createAppender(db, now, limits);

  return {
    ...createEventReader(db),
    append,
    createGroup: (name) => insertGroup.run(name, now()).changes === 1,
    createStream: (group, name) => insertStream.run(group, name, now()).changes === 1,
    hasGroup: (name) => selectGroup.get(name) !== undefined,
    hasStream: (group, name) => selectStream.get(group, name) !== undefined,
    deleteGroup: (name) => inTransaction(db, () => deleteGroup(db, name)),
    groups: ({ prefix, limit, after }) =>
      selectGroups.all(after, prefix, prefix, limit).map((row) => ({
        name: row["name"] as string,
        createdAt: row["created"] as number,
        storedBytes: row["bytes"] as number,
      })),
    streams: (group, query) => {
      const order = query.orderBy === "name" ? "name" : "COALESCE(last_event, 0)";
      const direction = query.descending ? "DESC" : "ASC";
      const prefix = query.prefix ?? "";
      return db
        .prepare(
          `SELECT * FROM log_streams WHERE group_name = ? AND substr(name, 1, length(?)) = ?
           ORDER BY ${order} ${direction}, name ${direction} LIMIT ? OFFSET ?`,
        )
        .all(group, prefix, prefix, query.limit, query.skip)
        .map(toStream);
    },
  };
}

function deleteGroup(db: DatabaseSync, name: string): boolean {
  db.prepare(
    "DELETE FROM log_events WHERE stream_id IN (SELECT id FROM log_streams WHERE group_name = ?)",
  ).run(name);
  db.prepare("DELETE FROM log_streams WHERE group_name = ?").run(name);
  return db.prepare("DELETE FROM log_groups WHERE name = ?").run(name).changes === 1;
}

function createAppender(
  db: DatabaseSync,
  now: () => number,
  limits: LogLimits,
): LogStore["append"] {
  const cut = createLogCutter(db, limits);
  const select = db.prepare("SELECT id, events FROM log_streams WHERE group_name = ? AND name = ?");
  const insert = db.prepare("INSERT INTO log_events VALUES (?, ?, ?, ?, ?)");
  const count = db.prepare(
    `UPDATE log_streams SET events = events + ?, stored_bytes = stored_bytes + ?, last_ingested = ?,
     first_event = min(COALESCE(first_event, ?), ?), last_event = max(COALESCE(last_event, ?), ?)
     WHERE id = ?`,
  );
  return (group, stream, events) =>
    inTransaction(db, () => {
      const row = select.get(group, stream);
      if (!row) throw new Error(`There is no log stream ${stream} in ${group}.`);
      const id = row["id"] as number;
      let seq = row["events"] as number;
      let bytes = 0;
      let first = Number.POSITIVE_INFINITY;
      let last = 0;
      const ingested = now();
      for (const { timestamp, message } of events) {
        insert.run(id, timestamp, seq, ingested, message);
        seq += 1;
        bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
        first = Math.min(first, timestamp);
        last = Math.max(last, timestamp);
      }
      if (events.length === 0) return;
      count.run(events.length, bytes, ingested, first, first, last, last, id);
      cut(id, bytes);
    });
}

function toStream(row: Record<string, unknown>): LogStream {
  const base = {
    name: row["name"] as string,
    createdAt: row["created"] as number,
    storedBytes: row["stored_bytes"] as number,
  };
  // The three times are set together, by the first event.
  if (row["last_event"] === null) return base;
  return {
    ...base,
    firstEventAt: row["first_event"] as number,
    lastEventAt: row["last_event"] as number,
    lastIngestedAt: row["last_ingested"] as number,
  };
}
