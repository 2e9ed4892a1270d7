import { type ReactNode, useId } from "react";

export interface SectionProps {
  readonly title: ReactNode;
  /** A short fact or link at the right of the head. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}

/** A part of a page with an h2. */
export function Section({ title, aside, children, id }: SectionProps) {
  const headId = useId();
  return (
    <section className="section" id={id} aria-labelledby={headId}>
      <div className="section-head">
        <h2 id={headId}>{title}</h2>
        {aside ? <small>{aside}</small> : null}
      </div>
      {children}
    </section>
  );
}

export interface ColumnsProps {
  readonly children: ReactNode;
  /** A grid template, as "minmax(0,1fr) 232px"; two equal columns unless told. */
  readonly template?: string;
}

/** Columns that become one under 52rem. */
export function Columns({ children, template }: ColumnsProps) {
  return (
    <div className="columns" style={template ? { "--columns": template } : undefined}>
      {children}
    </div>
  );
}
