"use client";
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { useId } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type ButtonVariant = "outline" | "primary" | "quiet" | "danger";

interface Look {
  /** One primary button a screen; danger appears only inside a confirm. */
  readonly variant?: ButtonVariant;
  readonly size?: "md" | "sm";
  readonly icon?: IconName;
  /** The shortcut, drawn at the end and told to assistive technology. */
  readonly keys?: string;
}

export interface ButtonProps extends Look, Omit<ComponentProps<"button">, "disabled"> {
  /** A sentence: why it cannot be used now. The button stays focusable and says it. */
  readonly disabledReason?: string | null | undefined;
  /** While its work is under way: the button keeps its width and does nothing more. */
  readonly busy?: boolean;
}

const content = ({ icon, keys }: Look, children: ReactNode) => (
  <>
    {icon ? <Icon name={icon} /> : null}
    {children}
    {keys ? (
      <kbd className="keycap" aria-hidden>
        {keys}
      </kbd>
    ) : null}
  </>
);

/** A button; `type` is "button" unless told. */
export function Button({
  variant = "outline",
  size = "md",
  icon,
  keys,
  disabledReason,
  busy = false,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = Boolean(disabledReason) || busy;
  const guard = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        {...rest}
        type={type}
        className={rest.className ? `btn ${rest.className}` : "btn"}
        data-variant={variant}
        data-size={size}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={disabledReason ? reasonId : rest["aria-describedby"]}
        title={disabledReason ?? rest.title}
        onClick={guard}
      >
        {content(
          { ...(busy ? { icon: "moving" } : icon ? { icon } : {}), ...(keys ? { keys } : {}) },
          children,
        )}
      </button>
      {disabledReason ? (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </>
  );
}

export interface LinkButtonProps extends Look, ComponentProps<typeof Link> {}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({
  variant = "outline",
  size = "md",
  icon,
  keys,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className="btn" data-variant={variant} data-size={size}>
      {content({ ...(icon ? { icon } : {}), ...(keys ? { keys } : {}) }, children)}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  readonly icon: IconName;
  /** Its name, also the tooltip. */
  readonly label: string;
}

/** A square button with a drawing alone. */
export function IconButton({ icon, label, variant = "quiet", ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      icon={icon}
      aria-label={label}
      title={label}
      data-icon-only=""
    />
  );
}
