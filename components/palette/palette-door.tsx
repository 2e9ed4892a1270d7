"use client";
import { useShell } from "@/components/layout/shell-context";
import { lazily } from "@/components/ui/lazily";

/** Nobody needs its code before it is opened. */
const CommandPalette = lazily(
  () => import("./command-palette").then((module) => module.CommandPalette),
  { when: "idle" },
);

/** The command palette while it is open. */
export function PaletteDoor() {
  return useShell().paletteOpen ? <CommandPalette /> : null;
}
