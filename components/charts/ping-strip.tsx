export interface PingStripProps {
  /** Oldest first. */
  readonly pings: readonly { readonly at: string; readonly wasAnswered: boolean }[];
  /** Reads without the picture. */
  readonly label: string;
}

/** One mark for each ping; a missed one is tall and red. The newest stand at the right. */
export function PingStrip({ pings, label }: PingStripProps) {
  return (
    <div className="ping-strip" role="img" aria-label={label}>
      {pings.map(({ at, wasAnswered }) => (
        <i key={at} data-missed={wasAnswered ? undefined : ""} />
      ))}
    </div>
  );
}
