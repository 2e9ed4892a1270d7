"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MOST_VIEW_LETTERS } from "@/lib/contracts/views";
import { common } from "@/lib/words/common";
import { viewWords as words } from "@/lib/words/views";
import { ProblemBanner } from "./query-panel";

export interface ViewNameDialogProps {
  readonly open: boolean;
  /** The name of the view that gets another; null for a new view. */
  readonly renames: string | null;
  /** What went wrong with the last try. */
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks for the name of a view. */
export function ViewNameDialog(props: ViewNameDialogProps) {
  const { open, renames, onClose } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={renames === null ? words.save : words.renameTitle(renames)}
    >
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm({ renames, error, busy, onClose, onName }: ViewNameDialogProps) {
  const [typed, setTyped] = useState(renames ?? "");
  const name = typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== "" && !busy) onName(name);
      }}
    >
      <Field label={words.name} hint={words.hint}>
        <Input
          value={typed}
          maxLength={MOST_VIEW_LETTERS}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {error ? (
        <div className="mt-3">
          <ProblemBanner error={error} />
        </div>
      ) : null}
      <div className="dialog-actions">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabledReason={name === "" ? words.noName : null}
        >
          {renames === null ? words.saveButton : words.renameButton}
        </Button>
      </div>
    </form>
  );
}
