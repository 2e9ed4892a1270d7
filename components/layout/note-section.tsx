"use client";
import { useQuery } from "@tanstack/react-query";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { type NoteSubject, noteQuery } from "@/lib/client/notes";
import { useTarget } from "@/lib/client/target-context";
import { useDraft } from "@/lib/client/use-draft";
import type { Note } from "@/lib/contracts/notes";
import { noteWords as words } from "@/lib/words/notes";
import { Age } from "./age";
import { NoteForm } from "./note-form";
import { QueryPanel } from "./query-panel";
import { Section } from "./section";

const noteDraft = z.object({ text: z.string(), over: z.nullable(z.string()) });

/** What people noted about an object: plain text, shared by everybody who uses the target. */
export function NoteSection({ kind, name }: NoteSubject) {
  const query = useQuery(noteQuery(useTarget(), { kind, name }));
  const draft = useDraft("note", `${kind}.${name}`, noteDraft);
  const { data } = query;
  return (
    <Section title={words.title} aside={data?.savedAt ? <Saved note={data} /> : null}>
      <QueryPanel query={query} rows={1}>
        {(note) =>
          draft.value === null ? (
            <Shown note={note} onEdit={() => draft.put({ text: note.text, over: note.etag })} />
          ) : (
            <NoteForm subject={{ kind, name }} note={note} draft={draft} typed={draft.value} />
          )
        }
      </QueryPanel>
    </Section>
  );
}

function Saved({ note: { savedAt, by } }: { readonly note: Note }) {
  if (savedAt === null) return null;
  return (
    <>
      {words.savedAt} <Age time={savedAt} /> {by === null ? null : words.by(by)}
    </>
  );
}

function Shown({ note, onEdit }: { readonly note: Note; readonly onEdit: () => void }) {
  return (
    <div className="grid justify-items-start gap-3">
      {note.text === "" ? (
        <p className="text-ink-3">{words.none}</p>
      ) : (
        <p className="max-w-prose whitespace-pre-wrap wrap-anywhere">{note.text}</p>
      )}
      <Button size="sm" onClick={onEdit}>
        {note.text === "" ? words.add : words.edit}
      </Button>
    </div>
  );
}
