import { type ReactNode, useId } from "react";

export interface FormGroupProps {
  readonly title: ReactNode;
  /** One sentence under the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** One subject of a long form: its name at the left, its fields at the right. */
export function FormGroup({ title, note, children }: FormGroupProps) {
  const headId = useId();
  return (
    <section className="form-group" aria-labelledby={headId}>
      <div>
        <h2 id={headId}>{title}</h2>
        {note ? <p className="note-text">{note}</p> : null}
      </div>
      <div className="body">{children}</div>
    </section>
  );
}
