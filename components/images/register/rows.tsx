import type { ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface RowProps {
  /** "Metric 1": what the row is, read aloud. */
  readonly legend: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One row of fields that can be taken away again. */
export function Row({ legend, removeLabel, onRemove, children }: RowProps) {
  return (
    <fieldset className="flex items-start gap-2 border-line border-b pb-3">
      <legend className="sr-only">{legend}</legend>
      <div className="grid min-w-0 flex-1 grid-cols-6 items-start sm:grid-cols-8 gap-x-2 gap-y-2">
        {children}
      </div>
      <div className="pt-6">
        <IconButton icon="close" label={removeLabel} onClick={onRemove} />
      </div>
    </fieldset>
  );
}

export interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string;
}

/** A text of a row. */
export function Cell({ label, value, onChange, ...error }: CellProps) {
  return (
    <Field label={label} awaits={value === ""} {...error}>
      <Input
        mono
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

export interface AddRowProps {
  readonly label: string;
  readonly onAdd: () => void;
  readonly note?: string;
}

/** Below the rows: one more. */
export function AddRow({ label, onAdd, note }: AddRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="sm" icon="plus" onClick={onAdd}>
        {label}
      </Button>
      {note ? <small className="text-ink-3">{note}</small> : null}
    </div>
  );
}
