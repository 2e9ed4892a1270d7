import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";

/** Which images' algorithms were registered by the engine, so that what a person deletes stays deleted. */
export interface Registrations {
  /** True once for each definition of an image: the first time it is seen. */
  claim(reference: string, definition: string): boolean;
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
  const claim = db.prepare(
    `INSERT INTO registrations VALUES (?, ?)
     ON CONFLICT DO UPDATE SET definition = excluded.definition
     WHERE definition <> excluded.definition`,
  );
  return { claim: (reference, definition) => claim.run(reference, definition).changes === 1 };
}
