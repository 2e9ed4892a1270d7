import type { ReactNode } from "react";

export interface LineAndNextProps {
  readonly line: ReactNode;
  readonly next: ReactNode;
}

/** How it came to this, and what to do next; on a small screen what to do comes first. */
export const LineAndNext = ({ line, next }: LineAndNextProps) => (
  <div className="grid gap-8 max-[52rem]:flex max-[52rem]:flex-col-reverse">
    {line}
    {next}
  </div>
);
