import { LOG_KEYS, TABLE_KEYS } from "@/components/ui/widget-keys";

/** The one table behind the handlers, the hints on buttons and the sheet under "?". */
export const SHORTCUTS = [
  { id: "home", keys: ["G", "H"], group: "go" },
  { id: "datasets", keys: ["G", "D"], group: "go" },
  { id: "images", keys: ["G", "I"], group: "go" },
  { id: "trainingJobs", keys: ["G", "J"], group: "go" },
  { id: "endpoints", keys: ["G", "E"], group: "go" },
  { id: "score", keys: ["G", "S"], group: "go" },
  { id: "activity", keys: ["G", "A"], group: "go" },
  { id: "target", keys: ["G", "T"], group: "go" },
  { id: "palette", keys: ["⌘", "K"], group: "do" },
  { id: "newTrainingJob", keys: ["C"], group: "do" },
  { id: "compare", keys: ["⇧C"], group: "do" },
  { id: "upload", keys: ["U"], group: "do" },
  { id: "search", keys: ["/"], group: "do" },
  { id: "submit", keys: ["⌘", "↵"], group: "do" },
  { id: "help", keys: ["?"], group: "do" },
  { id: "row", keys: [TABLE_KEYS.next, TABLE_KEYS.previous], group: "widget" },
  { id: "open", keys: ["↵"], group: "widget" },
  { id: "follow", keys: [LOG_KEYS.follow], group: "widget" },
  {
    id: "match",
    keys: [LOG_KEYS.match, `⇧${LOG_KEYS.match}`],
    group: "widget",
  },
  { id: "copyLine", keys: [LOG_KEYS.copyLine], group: "widget" },
  { id: "escape", keys: ["esc"], group: "widget" },
] as const;

export type Shortcut = (typeof SHORTCUTS)[number];
export type ShortcutId = Shortcut["id"];

/** The keys of one shortcut, for a Keycap or a button's hint. */
export const shortcutKeys = (id: ShortcutId): readonly string[] =>
  SHORTCUTS.find((shortcut) => shortcut.id === id)?.keys ?? [];

/** What the matcher reads of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** The key was typed into a field, or a dialog is open. */
  readonly inField: boolean;
}

/** A sequence such as G D must be typed within this time. */
const SEQUENCE_MS = 900;

/** Widgets handle their own keys while they have the focus. */
const GLOBAL = SHORTCUTS.filter(({ group }) => group !== "widget");

const isSend = ({ key, ctrlKey, metaKey }: KeyPress) => key === "Enter" && (ctrlKey || metaKey);

const isPalette = ({ key, ctrlKey, metaKey, altKey }: KeyPress) =>
  key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;

const isPlain = ({ key, ctrlKey, metaKey, altKey, inField }: KeyPress): boolean =>
  key.length === 1 && ![ctrlKey, metaKey, altKey, inField].includes(true);

/** A letter with the shift key is another key; what needs it to be typed, such as "?", is not. */
const keyOf = ({ key, shiftKey }: KeyPress): string =>
  shiftKey && /^[a-z]$/i.test(key) ? `⇧${key.toUpperCase()}` : key.toUpperCase();

const typedAs = (typed: readonly string[]): ShortcutId | null =>
  GLOBAL.find(({ keys }) => keys.join(" ") === typed.join(" "))?.id ?? null;

const beginsSequence = (key: string): boolean =>
  GLOBAL.some(({ keys }) => keys.length === 2 && keys[0] === key);

interface Pending {
  readonly key: string;
  readonly since: number;
}

/** The first key of a sequence that is still in time. */
const firstKey = (pending: Pending | null, now: number): readonly string[] =>
  pending && now - pending.since < SEQUENCE_MS ? [pending.key] : [];

/**
 * Turns key presses into shortcuts. Sending and the palette work from fields too; every other key only outside
 * of them, and only while single keys are on.
 */
export function createShortcutMatcher(singleKeys: () => boolean) {
  let pending: Pending | null = null;
  return (press: KeyPress, now: number): ShortcutId | null => {
    if (isSend(press)) return "submit";
    if (isPalette(press)) return "palette";
    if (!isPlain(press) || !singleKeys()) return null;
    const typed = [...firstKey(pending, now), keyOf(press)];
    const begins = typed.length === 1 && typed.every(beginsSequence);
    pending = begins ? { key: keyOf(press), since: now } : null;
    return typedAs(typed);
  };
}
