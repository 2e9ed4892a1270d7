import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";

/** Which images' algorithms were registered by the engine, so that what a person deletes stays deleted. */
export interface Registrations {
  /** Whether this very definition of an image was registered before. */
  has(reference: string, definition: string): boolean;
  /** Remembers it, in place of the image's earlier one. */
  note(reference: string, definition: string): void;
}

export const registrationMigration: Migration = {
  name: "registrations",
  sql: `
    CREATE TABLE registrations (
      reference TEXT PRIMARY KEY,
      definition TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createRegistrations(db: DatabaseSync): Registrations {
  const select = db.prepare("SELECT 1 FROM registrations WHERE reference = ? AND definition = ?");
  const save = db.prepare("INSERT OR REPLACE INTO registrations VALUES (?, ?)");
  return {
    has: (reference, definition) => select.get(reference, definition) !== undefined,
    note: (reference, definition) => {
      save.run(reference, definition);
    },
  };
}
