import type { ReactNode } from "react";
import { BannerActions } from "./banner-actions";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type BannerTone = "plain" | "accent" | "warn" | "fail";

const ICONS: Record<BannerTone, IconName> = {
  plain: "info",
  accent: "info",
  warn: "partial",
  fail: "failed",
};

export interface BannerProps {
  readonly tone?: BannerTone;
  readonly icon?: IconName;
  /** What is so, in one sentence. */
  readonly title?: ReactNode;
  /** The cause and what to do. */
  readonly children?: ReactNode;
  /** Ids to quote, in small print. */
  readonly ids?: ReactNode;
  readonly actions?: ReactNode;
}

/** A notice in the page: stale, offline, an error with its cause and fix. Failures interrupt. */
export function Banner({ tone = "plain", icon, title, children, ids, actions }: BannerProps) {
  return (
    <div className="banner" data-tone={tone} role={tone === "fail" ? "alert" : "status"}>
      <Icon name={icon ?? ICONS[tone]} size={16} />
      <div className="min-w-0">
        {title ? <b>{title}</b> : null}
        {children ? <div className="banner-text">{children}</div> : null}
        {ids ? <p className="banner-text mt-1 text-xs">{ids}</p> : null}
      </div>
      {actions ? <BannerActions>{actions}</BannerActions> : null}
    </div>
  );
}
