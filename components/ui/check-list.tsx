import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { StatusKind } from "./status-label";

export interface CheckListItem {
  readonly id: string;
  /** `info` for what is neither good nor bad. */
  readonly kind: StatusKind | "info";
  /** Read before the statement: "passed", "failed"; the shape says it to the eye. */
  readonly verdict: string;
  readonly statement: ReactNode;
  /** A short value or link at the right. */
  readonly value?: ReactNode;
  /** One line of cause or fix. */
  readonly cause?: ReactNode;
}

export interface CheckListProps {
  readonly items: readonly CheckListItem[];
  readonly label: string;
}

/** Statements that were checked: icon, statement, value, one line of cause or fix. */
export function CheckList({ items, label }: CheckListProps) {
  return (
    <ul className="check-list" aria-label={label}>
      {items.map(({ id, kind, verdict, statement, value, cause }) => (
        <li key={id}>
          <span data-kind={kind} className={kind === "moving" ? "turning self-start" : undefined}>
            <Icon name={kind} label={verdict} />
          </span>
          <span className="min-w-0">{statement}</span>
          {value ? <span className="value">{value}</span> : null}
          {cause ? <span className="cause">{cause}</span> : null}
        </li>
      ))}
    </ul>
  );
}
