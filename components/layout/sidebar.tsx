"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { href } from "@/lib/client/href";
import { formatNumber } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { navigation } from "@/lib/words/navigation";
import { NAV_GROUPS, type NavPage } from "./nav-entries";
import { useShell } from "./shell-context";
import { ShortcutButton } from "./shortcut-button";
import { ThemeToggle } from "./theme-toggle";

export interface NavCount {
  readonly value: number;
  /** Counting stopped at a bound: shown as "1,000+". */
  readonly more?: boolean;
  /** How many need someone: replaces the count and brings an icon. */
  readonly problems?: number;
}

/** Null where the list may not be read. */
export type NavCounts = Partial<Record<NavPage, NavCount | null>>;

function Count({ count }: { readonly count: NavCount }) {
  if (count.problems) {
    return (
      <span className="count" data-problem="" title={navigation.problems(count.problems)}>
        <Icon name="failed" />
        <span aria-hidden>{formatNumber(count.problems)}</span>
        <span className="sr-only">, {navigation.problems(count.problems)}</span>
      </span>
    );
  }
  return (
    <span className="count">
      {formatNumber(count.value)}
      {count.more ? "+" : ""}
    </span>
  );
}

/** On narrow screens the menu takes the focus when it opens, and Escape gives it back. */
function useMenuFocus(menu: RefObject<HTMLElement | null>) {
  const { menuOpen, setMenuOpen } = useShell();
  useEffect(() => {
    if (!menuOpen) return;
    const opener = document.activeElement;
    menu.current?.querySelector("a")?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setMenuOpen(false);
      if (opener instanceof HTMLElement) opener.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [menu, menuOpen, setMenuOpen]);
}

export interface SidebarProps {
  readonly target: string;
  readonly counts: NavCounts;
}

/** The pages there are, in two groups: make a model, run a model. */
export function Sidebar({ target, counts }: SidebarProps) {
  const current = usePathname().split("/")[2] ?? "";
  const { menuOpen, setMenuOpen } = useShell();
  const menu = useRef<HTMLElement>(null);
  useMenuFocus(menu);
  const lists = NAV_GROUPS.map((entries) => (
    <ul key={entries[0]?.page}>
      {entries.map(({ page, icon, to, paths }) => {
        const count = counts[page];
        return (
          <li key={page}>
            <Link
              href={to(target)}
              aria-current={paths.includes(current) ? "page" : undefined}
              onClick={() => setMenuOpen(false)}
            >
              <Icon name={icon} size={16} />
              {navigation.pages[page]}
              {count ? <Count count={count} /> : null}
            </Link>
          </li>
        );
      })}
    </ul>
  ));
  return (
    <nav
      ref={menu}
      id="sidebar"
      className="sidebar"
      aria-label={navigation.main}
      data-open={menuOpen ? "" : undefined}
    >
      <Link className="brand" href={href.home(target)}>
        <svg
          width="18"
          height="16"
          viewBox="0 0 18 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          aria-hidden
        >
          <path d="M1 12.5h16M1 12.5c6 0 5-9 11-9h5" />
        </svg>
        {common.appName}
      </Link>
      {lists}
      <div className="foot">
        <ThemeToggle />
        <ShortcutButton />
      </div>
    </nav>
  );
}
