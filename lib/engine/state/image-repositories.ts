import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import { decodeDocument, encodeDocument } from "./document.ts";

/** Whether a tag may move to another image, with the tags that are excepted, in ECR's words. */
export interface TagMutability {
  readonly mode: "MUTABLE" | "IMMUTABLE" | "MUTABLE_WITH_EXCLUSION" | "IMMUTABLE_WITH_EXCLUSION";
  /** Patterns in which `*` stands for any text. */
  readonly exclusions: readonly string[];
}

/** A repository of the account's registry and what clients set on it. */
export interface ImageRepository {
  readonly name: string;
  readonly createdAt: Date;
  readonly tagMutability: TagMutability;
  /** Kept and shown; nothing is scanned. */
  readonly scanOnPush: boolean;
  /** Kept and shown; files are as safe as the disk they are on. */
  readonly encryption: { readonly encryptionType: string; readonly kmsKey?: string };
  /** JSON as it was given; kept and shown, since only one client has access. */
  readonly policy?: string | undefined;
  /** JSON as it was given; kept and shown, never carried out. */
  readonly lifecyclePolicy?: string | undefined;
}

export interface ImageRepositoryStore {
  get(name: string): ImageRepository | undefined;
  /** In order of their names. */
  list(): readonly ImageRepository[];
  /** False when the name is taken. */
  insert(repository: ImageRepository): boolean;
  /** Does nothing when there is no such repository. */
  update(name: string, change: Partial<ImageRepository>): void;
  /** Deletes the repository with its manifests, tags and unfinished uploads. */
  remove(name: string): void;
}

export const imageRepositoryMigration: Migration = {
  name: "image-repositories",
  sql: `
    CREATE TABLE image_repositories (
      name TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createImageRepositoryStore(db: DatabaseSync): ImageRepositoryStore {
  const select = db.prepare("SELECT body FROM image_repositories WHERE name = ?");
  const selectAll = db.prepare("SELECT body FROM image_repositories ORDER BY name");
  const insert = db.prepare("INSERT OR IGNORE INTO image_repositories VALUES (?, ?)");
  const save = db.prepare("UPDATE image_repositories SET body = ? WHERE name = ?");
  const remove = db.prepare("DELETE FROM image_repositories WHERE name = ?");
  const decode = (row: Record<string, unknown>) =>
    decodeDocument<ImageRepository>(row["body"] as string);
  const get = (name: string) => {
    const row = select.get(name);
    return row && decode(row);
  };
  return {
    get,
    list: () => selectAll.all().map(decode),
    insert: (repository) => insert.run(repository.name, encodeDocument(repository)).changes === 1,
    update(name, change) {
      const present = get(name);
      if (present) save.run(encodeDocument({ ...present, ...change }), name);
    },
    remove: (name) => {
      remove.run(name);
    },
  };
}

/** A repository as ECR makes it where the request leaves everything open. */
export function newRepository(name: string, createdAt: Date): ImageRepository {
  return {
    name,
    createdAt,
    tagMutability: { mode: "MUTABLE", exclusions: [] },
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
  };
}

/** Whether `tag`, once given, may be given to another image. */
export function mayMoveTag({ mode, exclusions }: TagMutability, tag: string): boolean {
  const isExcepted = exclusions.some((pattern) => matchesWildcard(pattern, tag));
  switch (mode) {
    case "MUTABLE":
      return true;
    case "IMMUTABLE":
      return false;
    case "MUTABLE_WITH_EXCLUSION":
      return !isExcepted;
    case "IMMUTABLE_WITH_EXCLUSION":
      return isExcepted;
    default:
      return mode satisfies never;
  }
}

/** Each literal piece is looked for behind the one before, so no pattern takes long. */
function matchesWildcard(pattern: string, text: string): boolean {
  const pieces = pattern.split("*");
  const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
  if (pieces.length === 1) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let place = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, place);
    if (found < 0) return false;
    place = found + piece.length;
  }
  return place <= text.length - last.length;
}
