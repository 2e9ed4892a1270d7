"use client";
import { createContext, type ReactNode, useContext, useId, useState } from "react";
import { Icon } from "./icon";

interface FieldValue {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

const FieldContext = createContext<FieldValue | null>(null);

/** Attributes that tie a control to its Field; a control outside of one needs an aria-label. */
export function useFieldControl(): {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
} {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    ...(field.describedBy ? { "aria-describedby": field.describedBy } : {}),
    ...(field.invalid ? { "aria-invalid": true } : {}),
  };
}

export interface FieldProps {
  readonly label: ReactNode;
  /** At the right of the label: a range, "optional", a count. */
  readonly aside?: ReactNode;
  /** One sentence. */
  readonly hint?: ReactNode;
  /** What is wrong and what to do; takes the hint's place. */
  readonly error?: ReactNode;
  /** Says what is wrong only once the field was left: it waits for its first value. */
  readonly awaits?: boolean;
  /** One Input, Select or NumberField. */
  readonly children: ReactNode;
}

/** Label, control, hint and error of one field, tied together. */
export function Field({ label, aside, hint, error: wrong, awaits = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const asideId = `${id}-aside`;
  const [wasLeft, setLeft] = useState(false);
  const error = awaits && !wasLeft ? undefined : wrong;
  const note = error ?? hint;
  const describedBy = [aside ? asideId : "", note ? noteId : ""].filter(Boolean).join(" ");
  return (
    <FieldContext value={{ id, describedBy: describedBy || undefined, invalid: Boolean(error) }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving a field is no action */}
      <div className="field min-w-0" onBlur={() => setLeft(true)}>
        {/* The aside describes the control; as part of the label it would become its name. */}
        <div className="field-label">
          <label htmlFor={id}>{label}</label>
          {aside ? <small id={asideId}>{aside}</small> : null}
        </div>
        {children}
        {note ? (
          <p id={noteId} className="hint" data-error={error ? "" : undefined}>
            {error ? <Icon name="failed" /> : null}
            <span>{note}</span>
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}
