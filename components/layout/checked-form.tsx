"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DraftNote, type DraftNoteProps } from "./draft-note";
import { FailureBanner } from "./query-panel";

export interface CheckedFormProps extends DraftNoteProps {
  /** The groups of fields. */
  readonly children: ReactNode;
  /** What stands before the button: what was checked, what it costs. */
  readonly checks: ReactNode;
  /** What went wrong with the last try. */
  readonly error: Error | null;
  /** The button's words. */
  readonly action: string;
  readonly busy: boolean;
  /** Why it cannot be sent now, in one sentence. */
  readonly blocked: string | null;
  readonly onSend: () => void;
  /** The same as code. */
  readonly code: ReactNode;
}

/** A long form: its fields, and beside them what was checked, the button, the draft and the code. */
export function CheckedForm(props: CheckedFormProps) {
  const { children, checks, error, action, busy, blocked, draft, onSend, code } = props;
  return (
    <form
      className="form-page"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <div>{children}</div>
      <aside className="grid gap-6">
        {checks}
        {error ? <FailureBanner error={error} /> : null}
        <Button type="submit" variant="primary" keys="⌘↵" busy={busy} disabledReason={blocked}>
          {action}
        </Button>
        <DraftNote draft={draft} />
        {code}
      </aside>
    </form>
  );
}
