import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly title: ReactNode;
  /** What this is, in one sentence. */
  readonly children: ReactNode;
  /** One action, and the sample where there is one. */
  readonly actions?: ReactNode;
}

/** Where there is nothing yet, or nothing that matches. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <div className="text">{children}</div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
