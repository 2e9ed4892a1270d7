import type { ReactNode } from "react";

export interface NextActionProps {
  /** The answer first: one sentence. */
  readonly title: ReactNode;
  /** Evidence or consequence, one or two sentences. */
  readonly children?: ReactNode;
  /** Accent for what to do next, "fail" for a failure, "ok" for a result. */
  readonly tone?: "accent" | "fail" | "ok";
  /** At most two buttons. */
  readonly actions?: ReactNode;
}

/** The one next action of a page, or its answer. */
export function NextAction({ title, children, tone = "accent", actions }: NextActionProps) {
  return (
    <div className="next-action" data-tone={tone}>
      <div className="min-w-0">
        <h2>{title}</h2>
        {children ? <div className="text">{children}</div> : null}
      </div>
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}
