import type { ReactNode } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";

export type StationState = "done" | "now" | "todo" | "bad" | "stopped";

export interface Station {
  readonly id: string;
  readonly name: ReactNode;
  readonly state: StationState;
  /** One short line below the name. */
  readonly detail?: ReactNode;
}

export interface LineProps {
  readonly stations: readonly Station[];
  /** What passes along it, read aloud. */
  readonly label: string;
}

/**
 * The one drawing device for what passes through stations: solid is travelled, dotted ahead,
 * a disc done, a ring here, a square failed. Upright under 52rem.
 */
export function Line({ stations, label }: LineProps) {
  return (
    <ol className="stations" aria-label={label}>
      {stations.map(({ id, name, state, detail }) => (
        <li key={id} data-state={state} aria-current={state === "now" ? "step" : undefined}>
          <Icon name={`station-${state}`} size={16} />
          <b>
            {name}
            <span className="sr-only">, {common.station[state]}</span>
          </b>
          {detail ? <small>{detail}</small> : null}
        </li>
      ))}
    </ol>
  );
}
