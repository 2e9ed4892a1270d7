import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { NoteKind, SaveNoteBody } from "@/lib/contracts/notes";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";

const note = async () => (await import("@/lib/contracts/notes")).note;

/** What a note is about. */
export interface NoteSubject {
  readonly kind: NoteKind;
  readonly name: string;
}

export const noteQuery = (target: string, { kind, name }: NoteSubject) =>
  queryOptions({
    queryKey: [target, "notes", kind, name] as const,
    queryFn: ({ signal }) => getJson(api.note(target, kind, name), note, signal),
  });

export const changeNote = (client: QueryClient, target: string, subject: NoteSubject) =>
  mutationOptions({
    mutationFn: (body: SaveNoteBody) =>
      sendJson("PUT", api.note(target, subject.kind, subject.name), body, note),
    onSuccess: (saved) => client.setQueryData(noteQuery(target, subject).queryKey, saved),
    // Somebody else may have saved first: show what it says now.
    onError: () => client.invalidateQueries({ queryKey: noteQuery(target, subject).queryKey }),
  });
