"use client";
import { useEffect, useState } from "react";

/**
 * The time in milliseconds, renewed every `every` milliseconds. Null on the server and in the
 * first render, so that both agree.
 */
export function useNow(every: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
