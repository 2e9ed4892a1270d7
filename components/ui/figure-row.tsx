import type { ReactNode } from "react";

export interface FigureRowItem {
  readonly id: string;
  readonly label: ReactNode;
  /** The number, without its unit. */
  readonly value: ReactNode;
  readonly unit?: ReactNode;
  /** One line of context. */
  readonly context?: ReactNode;
  /** Words in place of a number: set smaller. */
  readonly words?: boolean;
}

export interface FigureRowProps {
  readonly items: readonly FigureRowItem[];
  /** One below the other, as in a side column. */
  readonly upright?: boolean;
  /** With hairlines above and below. */
  readonly ruled?: boolean;
}

/** The few figures that decide, never in boxes. */
export function FigureRow({ items, upright = false, ruled = false }: FigureRowProps) {
  return (
    <dl
      className="figures"
      data-upright={upright ? "" : undefined}
      data-ruled={ruled ? "" : undefined}
    >
      {items.map(({ id, label, value, unit, context, words }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd data-words={words ? "" : undefined}>
            {value}
            {unit ? <small>{unit}</small> : null}
          </dd>
          {context ? <dd data-context="">{context}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
