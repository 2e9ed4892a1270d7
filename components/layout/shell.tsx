"use client";
import type { ReactNode } from "react";
import { useState } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { common } from "@/lib/words/common";
import { type Live, ShellContext, type ShellTarget } from "./shell-context";
import { Shortcuts } from "./shortcut-keys";
import { type NavCounts, Sidebar } from "./sidebar";

export interface ShellProps {
  /** The target of this URL. */
  readonly target: ShellTarget;
  /** All configured targets, for the switcher. */
  readonly targets: readonly ShellTarget[];
  readonly counts?: NavCounts;
  readonly live: Live;
  /** One `Page`. */
  readonly children: ReactNode;
}

/** The frame of every page: edge line, skip link, sidebar, shortcuts and toasts. */
export function Shell({ target, targets, counts = {}, live, children }: ShellProps) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [switcherOpen, setSwitcherOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  return (
    <ShellContext
      value={{
        target,
        targets,
        live,
        menuOpen,
        setMenuOpen,
        switcherOpen,
        setSwitcherOpen,
        paletteOpen,
        setPaletteOpen,
      }}
    >
      <ToastProvider>
        <div data-target-kind={target.kind}>
          <a className="skip" href="#main">
            {common.skip}
          </a>
          <div className="edge" aria-hidden />
          <div className="shell">
            <Sidebar target={target.name} counts={counts} />
            <div className="min-w-0">{children}</div>
          </div>
        </div>
        <Shortcuts
          target={target.name}
          openSwitcher={() => setSwitcherOpen(true)}
          openPalette={() => setPaletteOpen(true)}
        />
      </ToastProvider>
    </ShellContext>
  );
}
