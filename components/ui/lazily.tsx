"use client";
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { useIsInBrowser } from "./use-is-in-browser";

type Part<P> = ComponentType<P>;

export interface LazilyOptions {
  /** Stands where the part will be while its code is on its way. */
  readonly waiting?: ReactNode;
  /**
   * `now` for what shows the page's data: the code comes while they are asked for. `idle` for what
   * nobody sees before a click: it comes when the browser has nothing else to do. `shown` for what
   * is large and not on every page's way, such as what draws a chart.
   */
  readonly when: "now" | "idle" | "shown";
}

/** Not every browser says when it is idle. */
const IDLE_MS = 1000;

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: IDLE_MS });
  else setTimeout(run, IDLE_MS);
}

/**
 * A part of a page that is not in the page's first load. Unless it is large, it is fetched without
 * anybody asking for it, so that it is there when it is wanted, also after the dashboard stopped.
 * The server draws what waits: a part that is seen before its code is there would lose what is
 * done to it.
 */
export function lazily<P extends object>(
  load: () => Promise<Part<P>>,
  { waiting = null, when }: LazilyOptions,
): Part<P> {
  let loaded: Part<P> | null = null;
  const fetchPart = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Later = lazy(fetchPart) as unknown as Part<P>;
  if (typeof window !== "undefined") {
    // Whoever draws the part learns of a failure, and asks again.
    const ahead = () => void fetchPart().catch(() => {});
    if (when === "now") ahead();
    else if (when === "idle") whenIdle(ahead);
  }
  return function Lazily(props: P) {
    // Kept, so that a part that is being shown stays the one it is.
    const [Shown] = useState<Part<P>>(() => loaded ?? Later);
    if (!useIsInBrowser()) return waiting;
    return (
      <Suspense fallback={waiting}>
        <Shown {...props} />
      </Suspense>
    );
  };
}
