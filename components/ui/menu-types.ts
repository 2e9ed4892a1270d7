import type { HTMLAttributes, ReactElement, ReactNode } from "react";
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
  readonly trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  readonly items: readonly MenuItem[];
  readonly heading?: ReactNode;
  readonly footer?: ReactNode;
  readonly align?: "start" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}
