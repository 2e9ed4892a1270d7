"use client";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/fetch";
import { common } from "@/lib/words/common";
import { useIsSaidAbove } from "./target-problem";

export interface FailureBannerProps {
  readonly error: Error;
  readonly retry?: () => void;
}

/** What failed, why, what to do, and the ids to quote. */
export function ProblemBanner({ error, retry }: FailureBannerProps) {
  const problem = error instanceof ApiError ? error.problem : null;
  const ids = [problem?.requestId, problem?.upstream?.requestId].filter(Boolean).join(" · ");
  return (
    <Banner
      tone="fail"
      title={problem?.title ?? common.failure.ours}
      {...(ids ? { ids } : {})}
      {...(retry ? { actions: <Button onClick={retry}>{common.retry}</Button> } : {})}
    >
      {problem ? `${problem.detail} ${problem.fix}` : error.message}
    </Banner>
  );
}

/**
 * A failure in its place in the page. What is wrong with the whole target is said once, above all
 * panels; in a dialog, which covers that, a `ProblemBanner` says it.
 */
export function FailureBanner({ error, retry }: FailureBannerProps) {
  return useIsSaidAbove(error) ? null : (
    <ProblemBanner error={error} {...(retry ? { retry } : {})} />
  );
}

export interface QueryPanelProps<T> {
  /** A query of TanStack Query, or anything of that shape. */
  readonly query: {
    readonly data: T | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** Rows of the skeleton, as many as usually come. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/**
 * One panel over one query: skeleton, failure or content. What was read before stays when a later
 * reading fails, with the failure above it, so that one bad answer never takes a page.
 */
export function QueryPanel<T>({ query, rows = 4, children }: QueryPanelProps<T>) {
  const { data, error, refetch } = query;
  const failure = error ? <FailureBanner error={error} retry={() => void refetch()} /> : null;
  if (data === undefined) return failure ?? <SkeletonRows rows={rows} />;
  return (
    <>
      {failure}
      {children(data)}
    </>
  );
}
