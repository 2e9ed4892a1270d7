import { Children, type ReactNode } from "react";

export interface PageTitleProps {
  readonly title: ReactNode;
  /** A StatusLabel, beside the title. */
  readonly status?: ReactNode;
  /** Short facts in one line, parted by dots; empty ones are left out. */
  readonly facts?: ReactNode;
  /** Buttons, the primary one last. */
  readonly actions?: ReactNode;
}

/** The one h1 of a page with its state, facts and actions. Give facts as several children. */
export function PageTitle({ title, status, facts, actions }: PageTitleProps) {
  const shown = Children.toArray(facts);
  return (
    <div className="page-title">
      <div>
        <div className="flex flex-wrap items-center gap-3">
          <h1>{title}</h1>
          {status}
        </div>
        {shown.length > 0 ? (
          <p className="facts">
            {shown.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity of their own
              <span key={index}>{fact}</span>
            ))}
          </p>
        ) : null}
      </div>
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}
