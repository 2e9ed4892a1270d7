export interface KeycapProps {
  /** Keys as they are typed, in order: ["G", "D"]. */
  readonly keys: readonly string[];
}

/** Keys drawn as caps. */
export function Keycap({ keys }: KeycapProps) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd key={key} className="keycap">
          {key}
        </kbd>
      ))}
    </span>
  );
}
