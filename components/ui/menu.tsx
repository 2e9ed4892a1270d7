"use client";
import { cloneElement, lazy, Suspense, useState } from "react";
import type { MenuProps } from "./menu-types";

const load = () => import("./opened-menu");
const OpenedMenu = lazy(() => load().then((module) => ({ default: module.OpenedMenu })));

/** Begun when somebody is about to open it; what fails here fails again, and is told, on opening. */
const loadAhead = () => void load().catch(() => {});

/**
 * A menu of links and commands under a button. Placing it and moving in it is more code than most
 * pages have, so that comes when a menu is first opened.
 */
export function Menu(props: MenuProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const [wasOpened, setWasOpened] = useState(open);
  if (open && !wasOpened) setWasOpened(true);
  const change = (next: boolean) => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const closed = cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: () => change(true),
    onKeyDown: ({ key }) => key === "ArrowDown" && change(true),
    onPointerEnter: loadAhead,
    onFocus: loadAhead,
  });
  if (!wasOpened) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedMenu {...props} open={open} onOpenChange={change} />
    </Suspense>
  );
}
