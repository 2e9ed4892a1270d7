"use client";
import { useNow } from "@/components/ui/use-now";
import { formatDuration } from "@/lib/domain/format";

const EVERY_MS = 1000;

/** How long it is since a time, kept current. */
export function Since({ time }: { readonly time: string }) {
  const now = useNow(EVERY_MS);
  return now === null ? null : formatDuration(now - Date.parse(time));
}
