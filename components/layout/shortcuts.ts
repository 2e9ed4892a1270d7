import { LOG_KEYS, TABLE_KEYS } from "@/components/ui/widget-keys";
import { navigation } from "@/lib/words/navigation";

const { shortcuts: words } = navigation;

/** The one table behind the handlers, the hints on buttons and the sheet under "?". */
export const SHORTCUTS = [
  { id: "datasets", keys: ["G", "D"], label: words.datasets, group: "go" },
  { id: "images", keys: ["G", "I"], label: words.images, group: "go" },
  { id: "trainingJobs", keys: ["G", "J"], label: words.trainingJobs, group: "go" },
  { id: "endpoints", keys: ["G", "E"], label: words.endpoints, group: "go" },
  { id: "score", keys: ["G", "S"], label: words.score, group: "go" },
  { id: "target", keys: ["G", "T"], label: words.target, group: "go" },
  { id: "newTrainingJob", keys: ["C"], label: words.newTrainingJob, group: "do" },
  { id: "upload", keys: ["U"], label: words.upload, group: "do" },
  { id: "search", keys: ["/"], label: words.search, group: "do" },
  { id: "submit", keys: ["⌘", "↵"], label: words.submit, group: "do" },
  { id: "help", keys: ["?"], label: words.help, group: "do" },
  { id: "row", keys: [TABLE_KEYS.next, TABLE_KEYS.previous], label: words.row, group: "widget" },
  { id: "open", keys: ["↵"], label: words.open, group: "widget" },
  { id: "select", keys: [TABLE_KEYS.select], label: words.select, group: "widget" },
  { id: "follow", keys: [LOG_KEYS.follow], label: words.follow, group: "widget" },
  {
    id: "match",
    keys: [LOG_KEYS.match, `⇧${LOG_KEYS.match}`],
    label: words.match,
    group: "widget",
  },
  { id: "copyLine", keys: [LOG_KEYS.copyLine], label: words.copyLine, group: "widget" },
  { id: "escape", keys: ["esc"], label: words.escape, group: "widget" },
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
  /** The key was typed into a field, or a dialog is open. */
  readonly inField: boolean;
}

/** A sequence such as G D must be typed within this time. */
const SEQUENCE_MS = 900;

/** Widgets handle their own keys while they have the focus. */
const GLOBAL = SHORTCUTS.filter(({ group }) => group !== "widget");

const isSend = ({ key, ctrlKey, metaKey }: KeyPress) => key === "Enter" && (ctrlKey || metaKey);

/**
 * Turns key presses into shortcuts. Sending works from fields too; every other key only outside
 * of them, and only while single keys are on.
 */
export function createShortcutMatcher(singleKeys: () => boolean) {
  let pending = "";
  let pendingSince = 0;
  return (press: KeyPress, now: number): ShortcutId | null => {
    if (isSend(press)) return "submit";
    const off = press.inField || press.ctrlKey || press.metaKey || press.altKey || !singleKeys();
    if (off || press.key.length !== 1) return null;
    const key = press.key.toUpperCase();
    const typed = pending !== "" && now - pendingSince < SEQUENCE_MS ? [pending, key] : [key];
    pending = "";
    const found = GLOBAL.find(
      ({ keys }) => keys.length === typed.length && keys.every((part, at) => part === typed[at]),
    );
    if (found) return found.id;
    if (typed.length === 1 && GLOBAL.some(({ keys }) => keys.length === 2 && keys[0] === key)) {
      pending = key;
      pendingSince = now;
    }
    return null;
  };
}
