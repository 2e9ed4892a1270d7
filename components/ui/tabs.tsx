"use client";
import Link from "next/link";
import type { ReactNode } from "react";

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  readonly href: string;
  /** A figure beside the label. */
  readonly count?: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The id of the one that is open. */
  readonly current: string;
  /** Views of one list rather than parts of an object: without the line. */
  readonly quiet?: boolean;
}

/** Scrolls a narrow row of tabs, and never the page, to the one that is open. */
function showInRow(tab: HTMLAnchorElement | null) {
  const row = tab?.parentElement;
  if (!row) return;
  const [from, to] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
  row.scrollLeft += Math.max(0, to.right - from.right) + Math.min(0, to.left - from.left);
}

/** Parts of one object, as links: the URL is the state. */
export function Tabs({ label, tabs, current, quiet = false }: TabsProps) {
  return (
    <nav className="tabs" data-quiet={quiet ? "" : undefined} aria-label={label}>
      {tabs.map(({ id, label: words, href, count }) => (
        <Link
          key={id}
          href={href}
          scroll={false}
          ref={id === current ? showInRow : undefined}
          aria-current={id === current ? "page" : undefined}
        >
          {words}
          {count ? <small>{count}</small> : null}
        </Link>
      ))}
    </nav>
  );
}
