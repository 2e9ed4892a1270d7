import * as z from "zod/mini";
import { NOTED_KINDS } from "@/lib/domain/activity";
import { isoTime } from "./common";

/** What a note can be about. */
export const noteKind = z.enum(NOTED_KINDS);
export type NoteKind = z.infer<typeof noteKind>;

export const MOST_NOTE_LETTERS = 10_000;

const noteText = z
  .string()
  .check(z.maxLength(MOST_NOTE_LETTERS, "A note has at most 10,000 characters."));

/** As it lies under `trainyard/notes/<kind>.<name>.json`. */
export const noteFile = z.object({
  version: z.literal(1),
  text: noteText,
  savedAt: isoTime,
  /** Who saved it, where AWS said who that is. */
  by: z.nullable(z.string()),
});
export type NoteFile = z.infer<typeof noteFile>;

/** A note as it is now; without one the text is empty and the rest null. */
export const note = z.object({
  text: z.string(),
  savedAt: z.nullable(isoTime),
  by: z.nullable(z.string()),
  /** To be sent back with a change: it is refused when the note has another by then. */
  etag: z.nullable(z.string()),
});
export type Note = z.infer<typeof note>;

/** An empty text deletes the note. */
export const saveNoteBody = z.strictObject({
  text: noteText,
  etag: z.nullable(z.string().check(z.maxLength(200))),
});
export type SaveNoteBody = z.infer<typeof saveNoteBody>;
