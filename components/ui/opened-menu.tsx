"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";
import type { MenuItem, MenuProps } from "./menu-types";

const content = ({ icon, lead, label, detail, current }: MenuItem) => (
  <>
    {icon ? <Icon name={icon} /> : lead}
    <span className="min-w-0 flex-1">
      {label}
      {detail ? <small>{detail}</small> : null}
    </span>
    {current ? <Icon name="well" label={common.current} /> : null}
  </>
);

/** Wherever it was opened from, the arrow keys go on from the first item. */
function focusFirst(popup: HTMLElement | null): void {
  // The popup takes the focus itself in the frame in which it appears.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => popup?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()),
  );
}

export interface OpenedMenuProps extends MenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A menu that has been opened once: its button, and what is under it. */
export function OpenedMenu(props: OpenedMenuProps) {
  const { trigger, items, heading, footer, align = "start", open, onOpenChange } = props;
  return (
    <Base.Root modal={false} open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={6} align={align} collisionPadding={8}>
          <Base.Popup ref={focusFirst} className="pop menu">
            {heading ? <p className="menu-note">{heading}</p> : null}
            {items.map((item) =>
              item.href === undefined ? (
                <Base.Item
                  key={item.id}
                  className="menu-item"
                  disabled={item.disabled ?? false}
                  onClick={() => item.onSelect?.()}
                >
                  {content(item)}
                </Base.Item>
              ) : (
                <Base.LinkItem
                  key={item.id}
                  className="menu-item"
                  closeOnClick
                  render={<Link href={item.href} />}
                >
                  {content(item)}
                </Base.LinkItem>
              ),
            )}
            {footer ? <p className="menu-note menu-foot">{footer}</p> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
