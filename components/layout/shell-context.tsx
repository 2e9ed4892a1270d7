"use client";
import { createContext, useContext } from "react";
import type { Problem } from "@/lib/contracts/problem";

/** Where the pages look and act, as the switcher needs it. */
export interface ShellTarget {
  /** As it stands in the URL. */
  readonly name: string;
  readonly kind: "local" | "account";
  /** Twelve digits; null when it is not known yet. */
  readonly accountId: string | null;
  readonly region: string;
  readonly profile: string | null;
  /** Why it cannot be used now. */
  readonly problem: string | null;
}

export type LiveState = "connecting" | "live" | "stale" | "offline";

/** What the header's live mark shows; times in milliseconds since the epoch. */
export interface Live {
  readonly state: LiveState;
  readonly lastAnswerAt: number | null;
  /** Why nothing newer can be read, if it cannot. */
  readonly problem: Problem | null;
  /** Tries again at once, not when the next attempt is due. */
  readonly retryNow: () => void;
}

interface ShellValue {
  readonly target: ShellTarget;
  readonly targets: readonly ShellTarget[];
  readonly live: Live;
  readonly menuOpen: boolean;
  readonly setMenuOpen: (open: boolean) => void;
  readonly switcherOpen: boolean;
  readonly setSwitcherOpen: (open: boolean) => void;
  readonly paletteOpen: boolean;
  readonly setPaletteOpen: (open: boolean) => void;
}

export const ShellContext = createContext<ShellValue | null>(null);

/** The frame's own state; throws outside a Shell. */
export function useShell(): ShellValue {
  const value = useContext(ShellContext);
  if (!value) throw new Error("A page must stand inside a Shell.");
  return value;
}
