import { ICON_SHAPES, type IconName } from "./icon-shapes";

export interface IconProps {
  readonly name: IconName;
  /** 16 px beside body text, 14 px inside rows, buttons and labels. */
  readonly size?: 14 | 16;
  /** Read aloud. Leave it out where a word stands beside the icon. */
  readonly label?: string;
  readonly className?: string;
}

/** One drawing of the set; takes its colour from the text around it. */
export function Icon({ name, size = 14, label, className }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={className ? `icon ${className}` : "icon"}
      data-size={size}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {label ? <title>{label}</title> : null}
      {ICON_SHAPES[name]}
    </svg>
  );
}
