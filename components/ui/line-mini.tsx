import type { StationState } from "./line";

export interface LineMiniProps {
  readonly states: readonly StationState[];
  /** Read aloud: "3 of 6 done". */
  readonly label: string;
}

const STEP = 30;
const RADIUS = 4;

/** A line small enough for a table: a disc is done, a ring here or ahead, a square failed. */
export function LineMini({ states, label }: LineMiniProps) {
  const width = (states.length - 1) * STEP + 2 * RADIUS + 2;
  return (
    <svg className="line-mini" width={width} height={14} role="img" aria-label={label}>
      {states.map((state, at) => {
        const x = at * STEP + RADIUS + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a station's place is its identity
          <g key={at} data-state={state}>
            {at > 0 ? (
              <path d={`M${x - STEP + RADIUS + 2} 7H${x - RADIUS - 2}`} data-way={state} />
            ) : null}
            {state === "bad" ? (
              <rect x={x - RADIUS} y={7 - RADIUS} width={2 * RADIUS} height={2 * RADIUS} />
            ) : (
              <circle cx={x} cy={7} r={RADIUS} />
            )}
            {state === "now" ? <circle cx={x} cy={7} r={1.5} data-here="" /> : null}
          </g>
        );
      })}
    </svg>
  );
}
