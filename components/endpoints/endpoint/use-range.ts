"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { METRIC_RANGES, type MetricRange } from "@/lib/domain/live-topics";

const DEFAULT: MetricRange = "3h";

const isRange = (text: string | null): text is MetricRange =>
  (METRIC_RANGES as readonly (string | null)[]).includes(text);

/** How far back the figures look, kept in the URL. */
export function useRange(): readonly [MetricRange, (range: MetricRange) => void] {
  const router = useRouter();
  const params = useSearchParams();
  const asked = params.get("range");
  const change = (range: MetricRange) => {
    const next = new URLSearchParams(params);
    next.set("range", range);
    router.replace(`?${next}`, { scroll: false });
  };
  return [isRange(asked) ? asked : DEFAULT, change];
}
