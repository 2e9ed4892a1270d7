"use client";
import { useEffect, useState } from "react";
import { useTarget } from "../target-context";
import { liveTarget } from "./live-client";
import { type LogSnapshot, LogStore } from "./log-store";

type Logs = ReadonlyMap<string, LogSnapshot>;
const NONE: Logs = new Map();

/** Several log topics' lines and metric values as they come, by topic; absent before the first answer. */
export function useLiveLogs(topics: readonly string[]): Logs {
  const target = useTarget();
  const [logs, setLogs] = useState(NONE);
  const followed = topics.join("\n");
  useEffect(() => {
    const stops = followed.split("\n").flatMap((topic) => {
      const store = new LogStore();
      const tell = () => setLogs((known) => new Map(known).set(topic, store.snapshot));
      return [
        store.subscribe(tell),
        liveTarget(target).listen(topic, (event) => store.take(event)),
      ];
    });
    return () => {
      for (const stop of stops) stop();
      setLogs(NONE);
    };
  }, [target, followed]);
  return logs;
}
