import type { ComponentProps, ReactNode } from "react";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** A check box with its words; the whole line is the target. */
export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  return (
    <span className="inline-block">
      <label className="check">
        <input {...rest} type="checkbox" className="choice" />
        <span>{label}</span>
      </label>
      {hint ? <span className="hint block">{hint}</span> : null}
    </span>
  );
}
