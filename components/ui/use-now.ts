"use client";
import { useEffect, useState } from "react";
import { useIsInBrowser } from "./use-is-in-browser";

/**
 * The time in milliseconds, renewed every `every` milliseconds. Null where the server drew, so that
 * both agree; what is drawn in the browser alone has it from the first, and does not move later.
 */
export function useNow(every: number): number | null {
  const isInBrowser = useIsInBrowser();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, every);
    return () => clearInterval(timer);
  }, [every]);
  return isInBrowser ? now : null;
}
