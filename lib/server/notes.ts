import "server-only";
import { callerOf } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import {
  MOST_NOTE_LETTERS,
  type Note,
  type NoteFile,
  type NoteKind,
  noteFile,
  type SaveNoteBody,
} from "@/lib/contracts/notes";
import { AppError } from "@/lib/domain/app-error";
import { noteKey } from "@/lib/domain/workspace";
import { noteSentences } from "@/lib/words/notes";
import { allowed } from "./allowed";
import { boundedCache } from "./bounded-cache";
import {
  readShared,
  readStoredJson,
  removeShared,
  type SharedJson,
  writeShared,
} from "./stored-json";
import { bucketOf } from "./workspace";

/** JSON may need six bytes for a character. */
const MOST_BYTES = 6 * MOST_NOTE_LETTERS + 4096;

const NONE: Note = { text: "", savedAt: null, by: null, etag: null };

const fileOf = async (
  target: Target,
  kind: NoteKind,
  name: string,
): Promise<SharedJson<NoteFile> & { readonly schema: typeof noteFile }> => ({
  at: { bucket: await bucketOf(target), key: noteKey(kind, name) },
  schema: noteFile,
  mostBytes: MOST_BYTES,
});

/** What was noted about an object, by its name: it outlives the object. */
export async function getNote(target: Target, kind: NoteKind, name: string): Promise<Note> {
  const stored = await readShared(target, await fileOf(target, kind, name));
  if (!stored) return NONE;
  const { text, savedAt, by } = stored.value;
  return { text, savedAt, by, etag: stored.etag };
}

const authors = boundedCache<string | null>("note-authors", 500);

/** Who wrote a note as it was saved at `savedAt`; null where that cannot be read. */
export const noteAuthor = (
  target: Target,
  kind: NoteKind,
  name: string,
  savedAt: string,
): Promise<string | null> =>
  authors.get(`${target.name} ${kind} ${name} ${savedAt}`, async () => {
    const { at, schema, mostBytes } = await fileOf(target, kind, name);
    const stored = await allowed(readStoredJson(target, at, schema, mostBytes));
    return stored?.by ?? null;
  });

const changed = () =>
  new AppError("Conflict", { detail: noteSentences.changed, fix: noteSentences.lookFirst });

/** @throws AppError Conflict where the note is no longer the one the change began with */
export async function saveNote(
  target: Target,
  kind: NoteKind,
  name: string,
  { text: typed, etag }: SaveNoteBody,
): Promise<Note> {
  const { at } = await fileOf(target, kind, name);
  const text = typed.trim();
  if (text === "") {
    if (etag !== null && !(await removeShared(target, at, etag))) throw changed();
    return NONE;
  }
  const { name: by } = await callerOf(target);
  const file: NoteFile = { version: 1, text, savedAt: new Date().toISOString(), by };
  const written = await writeShared(target, at, file, etag);
  if (written === null) throw changed();
  return { text, savedAt: file.savedAt, by, etag: written };
}
