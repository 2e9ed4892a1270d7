import type { ReactNode } from "react";

export interface TagProps {
  readonly children: ReactNode;
  readonly tone?: "plain" | "warn" | "fail" | "accent";
}

/** A short remark in an outline. */
export function Tag({ children, tone = "plain" }: TagProps) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  );
}
