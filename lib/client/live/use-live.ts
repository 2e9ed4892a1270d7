"use client";
import {
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { TopicEvent } from "@/lib/contracts/live";
import { useTarget } from "../target-context";
import { onTargetFault } from "../target-faults";
import { liveTarget } from "./live-client";
import type { Freshness } from "./live-target";

/** Calls `onEvent` with what happens to the topic while mounted; null follows nothing. */
export function useLiveTopic(topic: string | null, onEvent: (event: TopicEvent) => void): void {
  const target = useTarget();
  const latest = useEffectEvent(onEvent);
  useEffect(() => {
    if (topic === null) return;
    return liveTarget(target).listen(topic, (event) => latest(event));
  }, [target, topic]);
}

/**
 * A query whose answer is kept current by the live stream: each snapshot of the topic takes the
 * place of the cached answer, so nothing polls. The topic's data must have the query's shape.
 */
export function useLiveQuery<T, K extends QueryKey>(
  topic: string | null,
  options: UseQueryOptions<T, Error, T, K>,
): UseQueryResult<T> {
  const client = useQueryClient();
  useLiveTopic(topic, (event) => {
    if (event.kind !== "snapshot") return;
    client.setQueryData(options.queryKey, event.data as never, { updatedAt: Date.parse(event.at) });
  });
  return useQuery(options);
}

/**
 * A query that is asked again whenever the topic changes, for answers of another shape than the
 * topic's: a filtered list, say. At most one question is under way, and one more is remembered.
 */
export function useLiveRefetch<T, K extends QueryKey>(
  topic: string | null,
  options: UseQueryOptions<T, Error, T, K>,
): UseQueryResult<T> {
  const client = useQueryClient();
  useLiveTopic(topic, (event) => {
    if (event.kind !== "snapshot") return;
    void client.invalidateQueries({ queryKey: options.queryKey }, { cancelRefetch: false });
  });
  return useQuery(options);
}

const CONNECTING: Freshness = {
  state: "connecting",
  lastAnswerAt: null,
  retryAt: null,
  problem: null,
  staleTopics: [],
};

function useFreshness<T>(read: (freshness: Freshness) => T): T {
  const target = useTarget();
  const subscribe = useCallback(
    (listener: () => void) => liveTarget(target).watch(listener),
    [target],
  );
  return useSyncExternalStore(
    subscribe,
    () => read(liveTarget(target).freshness),
    () => read(CONNECTING),
  );
}

const whole = (freshness: Freshness): Freshness => freshness;

/** Whether what this tab follows is fresh; changes at most once a second. */
export function useLiveState(): Freshness & { readonly retryNow: () => void } {
  const target = useTarget();
  const freshness = useFreshness(whole);
  useEffect(() => onTargetFault((problem) => liveTarget(target).noteFault(problem)), [target]);
  const retryNow = useCallback(() => liveTarget(target).retryNow(), [target]);
  return { ...freshness, retryNow };
}

/** Whether the last answer about a topic is too old to say how it is now. */
export const useIsStale = (topic: string): boolean =>
  useFreshness(({ staleTopics }) => staleTopics.includes(topic));
