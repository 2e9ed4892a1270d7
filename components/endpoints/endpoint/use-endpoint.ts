"use client";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "@/lib/client/endpoints";
import { useLiveQuery, useLiveTopic } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { liveTopic } from "@/lib/domain/live-topics";

/** One endpoint as it is now. Deleted while somebody looks at it, it becomes a failed query. */
export function useEndpoint(name: string) {
  const target = useTarget();
  const client = useQueryClient();
  const topic = liveTopic.endpoint(name);
  const options = endpoints.detail(target, name);
  useLiveTopic(topic, (event) => {
    if (event.kind !== "problem" || event.problem.code !== "NotFound") return;
    const { queryKey } = options;
    if (client.getQueryState(queryKey)?.status !== "success") return;
    void client.invalidateQueries({ queryKey, exact: true });
  });
  return useLiveQuery(topic, options);
}
