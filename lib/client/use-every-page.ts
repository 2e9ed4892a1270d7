"use client";
import { useEffect } from "react";

/** What is read of an infinite query of TanStack Query. */
interface PagedQuery {
  readonly data: { readonly pages: readonly unknown[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly fetchNextPage: () => unknown;
}

/** A choice of more things than this is no choice. */
const MAX_PAGES = 40;

/**
 * Reads all pages of a list, for a field that chooses among its items.
 * @param most pages that are read by themselves
 * @returns whether more of them are to come
 */
export function useEveryPage(query: PagedQuery, most = MAX_PAGES): boolean {
  const { data, hasNextPage, isFetching, error, fetchNextPage } = query;
  const isReading = hasNextPage && !error && (data?.pages.length ?? 0) < most;
  useEffect(() => {
    if (isReading && !isFetching) void fetchNextPage();
  }, [isReading, isFetching, fetchNextPage]);
  return isReading;
}
