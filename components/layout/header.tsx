"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { navigation } from "@/lib/words/navigation";
import { LiveMark } from "./live-mark";
import { useShell } from "./shell-context";
import { shortcutKeys } from "./shortcuts";
import { TargetSwitcher } from "./target-switcher";

export interface Crumb {
  readonly label: ReactNode;
  readonly href?: string;
}

export interface HeaderProps {
  readonly path: readonly Crumb[];
}

/** Opens the command palette, which also tells its keys. */
function SearchButton() {
  const { setPaletteOpen } = useShell();
  return (
    <button
      type="button"
      className="target"
      aria-label={navigation.search}
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => setPaletteOpen(true)}
    >
      <Icon name="search" />
      <span className="only-wide">{navigation.search}</span>
      <span className="only-wide" aria-hidden>
        <kbd className="keycap">{shortcutKeys("palette").join("")}</kbd>
      </span>
    </button>
  );
}

/** Path, live mark, search and target; stays at the top. */
export function Header({ path }: HeaderProps) {
  const { live, menuOpen, setMenuOpen } = useShell();
  return (
    <header className="topbar">
      <IconButton
        icon="menu"
        label={navigation.menu}
        className="sidebar-toggle"
        aria-expanded={menuOpen}
        aria-controls="sidebar"
        onClick={() => setMenuOpen(!menuOpen)}
      />
      <nav className="crumbs" aria-label={navigation.path}>
        <ol>
          {path.map(({ label, href }, index) =>
            href && index < path.length - 1 ? (
              <li key={href}>
                <Link href={href}>{label}</Link>
                <span aria-hidden>/</span>
              </li>
            ) : (
              <li key="current">
                <span aria-current="page">{label}</span>
              </li>
            ),
          )}
        </ol>
      </nav>
      <div className="ml-auto flex items-center gap-2">
        <LiveMark state={live.state} lastAnswerAt={live.lastAnswerAt} />
        <SearchButton />
        <TargetSwitcher />
      </div>
    </header>
  );
}
