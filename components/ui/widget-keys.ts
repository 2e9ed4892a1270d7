/** Keys that a table answers to while it has the focus. */
export const TABLE_KEYS = { next: "J", previous: "K" } as const;

/** Keys that a log answers to while it has the focus. */
export const LOG_KEYS = { follow: "F", match: "N", copyLine: "Y" } as const;

/** Whether a key event is that letter alone, in either case. */
export const isLetter = (
  event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  letter: string,
): boolean =>
  event.key.toUpperCase() === letter && !event.ctrlKey && !event.metaKey && !event.altKey;
