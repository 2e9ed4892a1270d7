"use client";
import { useNow } from "@/components/ui/use-now";
import { formatAge } from "@/lib/domain/format";

export interface AgeProps {
  /** ISO-8601. */
  readonly time: string;
}

const EVERY_MS = 1000;

/** How long ago something was, kept current; the full time on focus and hover. */
export function Age({ time }: AgeProps) {
  const now = useNow(EVERY_MS);
  return (
    <time dateTime={time} title={time}>
      {now === null ? null : formatAge(time, now)}
    </time>
  );
}
