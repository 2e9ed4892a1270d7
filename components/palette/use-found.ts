"use client";
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useSettled } from "@/components/ui/use-settled";
import { images } from "@/lib/client/images";
import { namedObjects } from "@/lib/client/named-objects";
import { paletteWords as words } from "@/lib/words/palette";
import { objectItems, type PaletteItem } from "./palette-items";

const TYPING_MS = 250;
/** One letter is in nearly every name. */
const SHORTEST = 2;
/** Names of objects hold nothing else, and the list of jobs reads other signs as its filter. */
const NAME_PART = /^[A-Za-z0-9._-]+$/;
const MOST_IMAGES = 5;

export interface Found {
  readonly items: readonly PaletteItem[];
  readonly isSearching: boolean;
  /** Lists that could not be read. */
  readonly failed: readonly string[];
}

/** Datasets, images, jobs and endpoints of the target whose names hold the text. */
export function useFound(target: string, typed: string): Found {
  const text = typed.trim();
  const settled = useSettled(text, TYPING_MS);
  const isName = settled.length >= SHORTEST && NAME_PART.test(settled);
  const known = useInfiniteQuery({ ...images.list(target), enabled: isName, staleTime: 60_000 });
  const lists = useQueries({
    queries: [
      { ...namedObjects.datasets(target, settled.toLowerCase()), enabled: isName },
      { ...namedObjects.jobs(target, settled), enabled: isName },
      { ...namedObjects.endpoints(target, settled), enabled: isName },
    ],
  });
  const [datasets, jobs, endpoints] = lists;
  const wanted = settled.toLowerCase();
  const imageNames = (known.data?.pages.flatMap(({ items }) => items) ?? [])
    .filter(({ registered, name }) => registered && name.toLowerCase().includes(wanted))
    .map(({ name }) => name);
  const isLooking = [known, ...lists].some(({ isFetching }) => isFetching);
  const { groups } = words;
  const failed = [
    datasets.error ? groups.dataset : null,
    known.error ? groups.image : null,
    jobs.error ? groups.job : null,
    endpoints.error ? groups.endpoint : null,
  ].filter((name) => name !== null);
  if (!isName) return { items: [], isSearching: settled !== text, failed: [] };
  return {
    items: [
      ...objectItems(target, "dataset", datasets.data ?? []),
      ...objectItems(target, "image", imageNames.slice(0, MOST_IMAGES)),
      ...objectItems(target, "job", jobs.data ?? []),
      ...objectItems(target, "endpoint", endpoints.data ?? []),
    ],
    isSearching: isLooking || settled !== text,
    failed,
  };
}
