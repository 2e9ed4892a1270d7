"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly icon?: IconName;
  /** Any drawing in place of an icon. */
  readonly lead?: ReactNode;
  /** Either an address or something to do. */
  readonly href?: string;
  readonly onSelect?: () => void;
  /** Marked with a tick. */
  readonly current?: boolean;
  readonly disabled?: boolean;
}

export interface MenuProps {
  /** A button; it gets the menu's attributes. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly heading?: ReactNode;
  readonly footer?: ReactNode;
  readonly align?: "start" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

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

/** A menu of links and commands under a button. */
export function Menu({ trigger, items, heading, footer, align = "start", ...state }: MenuProps) {
  return (
    <Base.Root
      modal={false}
      {...(state.open === undefined ? {} : { open: state.open })}
      onOpenChange={(open) => state.onOpenChange?.(open)}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={6} align={align} collisionPadding={8}>
          <Base.Popup className="pop menu">
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
