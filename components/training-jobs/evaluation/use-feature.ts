"use client";
import { useRouter, useSearchParams } from "next/navigation";

/** The feature whose segments are shown, kept in the URL; the first unless told. */
export function useFeature(names: readonly string[]): readonly [string, (feature: string) => void] {
  const router = useRouter();
  const params = useSearchParams();
  const asked = names.find((name) => name === params.get("feature"));
  const change = (feature: string) => {
    const next = new URLSearchParams(params);
    next.set("feature", feature);
    router.replace(`?${next}`, { scroll: false });
  };
  return [asked ?? names[0] ?? "", change];
}
