"use client";
import { type ReactNode, useState } from "react";
import { common } from "@/lib/words/common";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";

export interface ConfirmByNameProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** The name to be typed. */
  readonly name: string;
  /** The exact consequence, with numbers. */
  readonly children: ReactNode;
  /** "Delete endpoint": a verb with its object. */
  readonly confirm: string;
  /** "Keep endpoint": never "Cancel". */
  readonly keep: string;
  readonly busy?: boolean;
  /** What went wrong with the last try. */
  readonly failure?: ReactNode;
  readonly onConfirm: () => void;
}

/** A dialog for what cannot be undone: the button works once the name is typed. */
export function ConfirmByName(props: ConfirmByNameProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <Form {...props} />
    </Dialog>
  );
}

function Form({ name, children, confirm, keep, busy = false, failure, ...on }: ConfirmByNameProps) {
  const [typed, setTyped] = useState("");
  const fits = typed.trim() === name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && !busy) on.onConfirm();
      }}
    >
      <div className="grid gap-2 text-ink-2">{children}</div>
      <div className="mt-4 grid gap-3">
        <Field label={common.confirm.typeName(name)}>
          <Input
            mono
            value={typed}
            placeholder={name}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {failure}
      </div>
      <div className="dialog-actions">
        <Button onClick={on.onClose}>{keep}</Button>
        <Button
          type="submit"
          variant="danger"
          busy={busy}
          disabledReason={fits ? null : common.confirm.nameDiffers}
        >
          {confirm}
        </Button>
      </div>
    </form>
  );
}
