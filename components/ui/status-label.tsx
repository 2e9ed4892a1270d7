import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The six shapes: well, moves by itself, in part, needs someone, ended on request, not known. */
export type StatusKind = "well" | "moving" | "partial" | "failed" | "stopped" | "unknown";

export interface StatusLabelProps {
  readonly kind: StatusKind;
  /** The word, unchanged from where it comes. */
  readonly children: ReactNode;
  /** A second line, as "InService" under "Degraded". */
  readonly second?: ReactNode;
}

/** A state: always shape, word and colour together. */
export function StatusLabel({ kind, children, second }: StatusLabelProps) {
  return (
    <span className="status" data-kind={kind}>
      <Icon name={kind} />
      <span>{children}</span>
      {second ? <small>{second}</small> : null}
    </span>
  );
}
