"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useTarget } from "../target-context";
import { liveTarget } from "./live-client";
import { type LogSnapshot, LogStore } from "./log-store";

const EMPTY_LOG = new LogStore().snapshot;

export interface LiveLog extends LogSnapshot {
  readonly store: LogStore;
}

/** A log topic's lines and metric values as they come; `store.prepend` takes older pages. */
export function useLiveLog(topic: string | null): LiveLog {
  const [store, setStore] = useState(() => new LogStore());
  const target = useTarget();
  useEffect(() => {
    if (topic === null) return;
    const fresh = new LogStore();
    setStore(fresh);
    return liveTarget(target).listen(topic, (event) => fresh.take(event));
  }, [target, topic]);
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const snapshot = useSyncExternalStore(
    subscribe,
    () => store.snapshot,
    () => EMPTY_LOG,
  );
  return { ...snapshot, store };
}
