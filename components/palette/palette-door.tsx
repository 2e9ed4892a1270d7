"use client";
import dynamic from "next/dynamic";
import { useShell } from "@/components/layout/shell-context";

/** Nobody needs its code before it is opened. */
const CommandPalette = dynamic(
  () => import("./command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);

/** The command palette while it is open. */
export function PaletteDoor() {
  return useShell().paletteOpen ? <CommandPalette /> : null;
}
