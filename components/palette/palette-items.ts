import { NAV_GROUPS } from "@/components/layout/nav-entries";
import type { ShellTarget } from "@/components/layout/shell-context";
import { openShortcutSheet } from "@/components/layout/shortcut-button";
import { SHORTCUTS, shortcutKeys } from "@/components/layout/shortcuts";
import { targetWords } from "@/components/layout/target-words";
import { toggleTheme } from "@/components/layout/theme-toggle";
import type { IconName } from "@/components/ui/icon-shapes";
import { href } from "@/lib/client/href";
import { navigation } from "@/lib/words/navigation";
import { paletteWords as words } from "@/lib/words/palette";

export type PaletteGroup = keyof typeof words.groups;

/** One line of the palette: it leads somewhere or does something. */
export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly icon: IconName;
  readonly label: string;
  readonly keys: readonly string[];
  readonly act: { readonly href: string } | { readonly run: () => void };
}

const keysOf = (id: string): readonly string[] =>
  SHORTCUTS.find((shortcut) => shortcut.id === id)?.keys ?? [];

const pages = (target: string): PaletteItem[] =>
  NAV_GROUPS.flat().map(({ page, icon, to }) => ({
    id: `go:${page}`,
    group: "go",
    icon,
    label: navigation.pages[page],
    keys: keysOf(page),
    act: { href: to(target) },
  }));

const command = (
  id: keyof typeof words.commands & string,
  label: string,
  icon: IconName,
  act: PaletteItem["act"],
  keys: readonly string[] = [],
): PaletteItem => ({ id: `do:${id}`, group: "do", icon, label, keys, act });

function commands(target: string): PaletteItem[] {
  const { commands: say } = words;
  return [
    command(
      "newTrainingJob",
      say.newTrainingJob,
      "plus",
      { href: href.newTrainingJob(target) },
      shortcutKeys("newTrainingJob"),
    ),
    command(
      "upload",
      say.upload,
      "upload",
      { href: href.datasets(target, { upload: 1 }) },
      shortcutKeys("upload"),
    ),
    command("registerImage", say.registerImage, "image", { href: href.newImage(target) }),
    command("deploy", say.deploy, "endpoint", { href: href.newEndpoint(target) }),
    command("theme", say.theme, "theme", { run: toggleTheme }),
    command("keyboard", say.keyboard, "info", { run: openShortcutSheet }, shortcutKeys("help")),
  ];
}

const switches = (current: string, targets: readonly ShellTarget[]): PaletteItem[] =>
  targets
    .filter(({ name }) => name !== current)
    .map((target) => {
      const { name, sub } = targetWords(target);
      return {
        id: `target:${target.name}`,
        group: "do",
        icon: "chevron-right",
        label: words.commands.target(name, sub),
        keys: [],
        act: { href: href.home(target.name) },
      };
    });

/** What can always be gone to and done. */
export const fixedItems = (target: string, targets: readonly ShellTarget[]): PaletteItem[] => [
  ...pages(target),
  ...commands(target),
  ...switches(target, targets),
];

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");

/** Items whose label holds every word of the text. */
export const matching = (items: readonly PaletteItem[], text: string): PaletteItem[] =>
  items.filter(({ label }) => wordsOf(text).every((word) => label.toLowerCase().includes(word)));

const OBJECTS = {
  dataset: { icon: "dataset", to: href.dataset },
  image: { icon: "image", to: href.image },
  job: { icon: "training-job", to: href.trainingJob },
  endpoint: { icon: "endpoint", to: href.endpoint },
} as const satisfies Record<
  string,
  { icon: IconName; to: (target: string, name: string) => string }
>;

/** Objects found by name. */
export const objectItems = (
  target: string,
  group: keyof typeof OBJECTS,
  names: readonly string[],
): PaletteItem[] =>
  names.map((name) => ({
    id: `${group}:${name}`,
    group,
    icon: OBJECTS[group].icon,
    label: name,
    keys: [],
    act: { href: OBJECTS[group].to(target, name) },
  }));

/** The items in the order of their groups, as the arrow keys pass them. */
export const grouped = (
  items: readonly PaletteItem[],
): readonly { readonly group: PaletteGroup; readonly items: readonly PaletteItem[] }[] =>
  (Object.keys(words.groups) as PaletteGroup[])
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((part) => part.items.length > 0);
