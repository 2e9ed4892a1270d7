"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { changeNote, type NoteSubject } from "@/lib/client/notes";
import { useTarget } from "@/lib/client/target-context";
import type { Draft } from "@/lib/client/use-draft";
import { MOST_NOTE_LETTERS, type Note } from "@/lib/contracts/notes";
import { formatNumber } from "@/lib/domain/format";
import { noteWords as words } from "@/lib/words/notes";
import { DraftNote } from "./draft-note";
import { FailureBanner } from "./query-panel";

export interface TypedNote {
  readonly text: string;
  /** The version of the note it was typed over; null where there was none. */
  readonly over: string | null;
}

export interface NoteFormProps {
  readonly subject: NoteSubject;
  /** As it is saved now. */
  readonly note: Note;
  readonly draft: Draft<TypedNote>;
  readonly typed: TypedNote;
}

const problemOf = (text: string): string | null =>
  text.length > MOST_NOTE_LETTERS
    ? words.tooLong(formatNumber(text.length - MOST_NOTE_LETTERS))
    : null;

/** Changes a note. One that somebody else saved meanwhile is shown before anything goes over it. */
export function NoteForm({ subject, note, draft, typed: { text, over } }: NoteFormProps) {
  const toast = useToast();
  const save = useMutation(changeNote(useQueryClient(), useTarget(), subject));
  const isBehind = note.etag !== over;
  const problem = problemOf(text);
  const reason = problem ?? (text.trim() === note.text ? words.unchanged : null);
  const send = () => {
    if (reason !== null || save.isPending) return;
    save.mutate(
      { text, etag: note.etag },
      {
        onSuccess: () => {
          draft.discard();
          toast({ text: text.trim() === "" ? words.deleted : words.saved });
        },
      },
    );
  };
  return (
    <form
      className="grid max-w-prose gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isBehind ? (
        <Banner tone="warn" title={words.theirs}>
          <p>{note.text === "" ? words.theirsGone : words.theirsText}</p>
          <p className="mt-2 whitespace-pre-wrap wrap-anywhere">{note.text}</p>
        </Banner>
      ) : null}
      <Field
        label={words.field}
        hint={words.hint(formatNumber(MOST_NOTE_LETTERS - text.length))}
        {...(problem === null ? {} : { error: problem })}
      >
        <TextArea
          rows={4}
          value={text}
          onChange={(event) => draft.put({ text: event.target.value, over })}
        />
      </Field>
      {save.error && !isBehind ? <FailureBanner error={save.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={save.isPending} disabledReason={reason}>
          {isBehind ? words.overwrite : words.save}
        </Button>
        <DraftNote draft={draft} />
      </div>
    </form>
  );
}
