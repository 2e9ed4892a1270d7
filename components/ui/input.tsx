"use client";
import type { ComponentProps } from "react";
import { useFieldControl } from "./field";

interface Look {
  /** For names, ids, addresses, hyperparameters and code. */
  readonly mono?: boolean;
  /** Tinted: differs from what it was taken from. */
  readonly changed?: boolean;
}

const attributes = ({ mono, changed }: Look) => ({
  className: "input",
  "data-mono": mono ? "" : undefined,
  "data-changed": changed ? "" : undefined,
});

export interface InputProps extends Look, Omit<ComponentProps<"input">, "className"> {}

/** A line of text. Inside a Field it takes id, description and validity from it. */
export function Input({ mono = false, changed = false, ...rest }: InputProps) {
  return <input {...useFieldControl()} {...rest} {...attributes({ mono, changed })} />;
}

export interface TextAreaProps extends Look, Omit<ComponentProps<"textarea">, "className"> {}

/** Several lines of text; it grows by its lower corner. */
export function TextArea({ mono = false, changed = false, ...rest }: TextAreaProps) {
  return <textarea {...useFieldControl()} {...rest} {...attributes({ mono, changed })} />;
}

export interface NumberFieldProps extends Omit<InputProps, "type" | "inputMode"> {
  readonly integer?: boolean;
}

/**
 * A number as text: it may be empty or half typed, and the page says what is wrong with it. The
 * browser's number input would hide what was typed.
 */
export function NumberField({ integer = false, mono = true, ...rest }: NumberFieldProps) {
  return (
    <Input
      {...rest}
      mono={mono}
      type="text"
      inputMode={integer ? "numeric" : "decimal"}
      autoComplete="off"
    />
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectProps
  extends Look,
    Omit<ComponentProps<"select">, "className" | "children"> {
  readonly options: readonly SelectOption[];
  /** Shown while nothing is chosen (value ""). */
  readonly placeholder?: string;
}

/** A choice of one. The browser's own list, which works on every screen and with every aid. */
export function Select({
  options,
  placeholder,
  mono = false,
  changed = false,
  ...rest
}: SelectProps) {
  return (
    <select {...useFieldControl()} {...rest} {...attributes({ mono, changed })}>
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {label}
        </option>
      ))}
    </select>
  );
}
