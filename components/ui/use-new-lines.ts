"use client";
import { useEffect, useRef, useState } from "react";
import { common } from "@/lib/words/common";

/** At most one message in this time, or a busy log would drown everything else. */
const QUIET_MS = 2000;

/** What a screen reader hears of a growing log: how many lines have come, while it is followed. */
export function useNewLines(count: number, follow: boolean): string {
  const [words, setWords] = useState("");
  const told = useRef(count);
  const latest = useRef(count);
  latest.current = count;
  useEffect(() => {
    if (!follow) return;
    told.current = latest.current;
    const timer = setInterval(() => {
      const added = latest.current - told.current;
      told.current = latest.current;
      setWords(added > 0 ? common.log.newLines(added.toLocaleString("en-US")) : "");
    }, QUIET_MS);
    return () => clearInterval(timer);
  }, [follow]);
  return words;
}
