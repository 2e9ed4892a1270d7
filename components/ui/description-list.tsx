import type { ReactNode } from "react";

export interface DescriptionListItem {
  readonly id: string;
  readonly term: ReactNode;
  /** Wrap a second, grey line in `<small>`. */
  readonly value: ReactNode;
}

export interface DescriptionListProps {
  readonly items: readonly DescriptionListItem[];
  /** Hairlines between the rows. */
  readonly lines?: boolean;
  readonly mono?: boolean;
}

/** Terms and their values. */
export function DescriptionList({ items, lines = true, mono = false }: DescriptionListProps) {
  return (
    <dl
      className="description-list"
      data-lines={lines ? "" : undefined}
      data-mono={mono ? "" : undefined}
    >
      {items.map(({ id, term, value }) => (
        <div key={id}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
