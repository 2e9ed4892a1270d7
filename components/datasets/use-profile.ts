import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { datasetProfile, makeProfile, type ProfileProgress } from "@/lib/client/dataset-profile";
import { datasets } from "@/lib/client/datasets";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetProfile } from "@/lib/contracts/dataset-profile";
import type { DatasetDetail } from "@/lib/contracts/datasets";

export type ProfileState =
  | { readonly kind: "reading" }
  | { readonly kind: "running"; readonly progress: ProfileProgress; readonly stop: () => void }
  | { readonly kind: "ready"; readonly profile: DatasetProfile }
  | { readonly kind: "absent"; readonly stopped: boolean; readonly begin: () => void }
  | { readonly kind: "failed"; readonly error: Error; readonly begin: () => void };

type Run =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: ProfileProgress }
  | { readonly kind: "ended"; readonly stopped: boolean; readonly error: Error | null };

/**
 * The dataset's profile, made when there is none yet. Leaving the page gives it up; one that was
 * stopped or that failed is made again only when asked.
 */
export function useProfile({ name, problem }: DatasetDetail): ProfileState {
  const target = useTarget();
  const client = useQueryClient();
  const query = useQuery({ ...datasetProfile(target, name), enabled: problem === null });
  const [run, setRun] = useState<Run>({ kind: "idle" });
  const under = useRef<AbortController | null>(null);

  const begin = useCallback(async () => {
    const controller = new AbortController();
    under.current = controller;
    setRun({ kind: "running", progress: { kind: "waiting" } });
    try {
      const onProgress = (progress: ProfileProgress) => setRun({ kind: "running", progress });
      await makeProfile(target, name, onProgress, controller.signal);
      await client.invalidateQueries({ queryKey: datasets.detail(target, name).queryKey });
      setRun({ kind: "ended", stopped: false, error: null });
    } catch (cause) {
      const stopped = controller.signal.aborted;
      const error = cause instanceof Error ? cause : new Error(String(cause));
      setRun({ kind: "ended", stopped, error: stopped ? null : error });
    }
  }, [client, target, name]);

  const isMissing = query.data?.profile === null;
  useEffect(() => {
    if (isMissing && run.kind === "idle") void begin();
  }, [isMissing, run.kind, begin]);
  useEffect(() => () => under.current?.abort(), []);

  if (query.data?.profile) return { kind: "ready", profile: query.data.profile };
  if (query.error) return { kind: "failed", error: query.error, begin: () => void query.refetch() };
  if (run.kind === "running") {
    return { kind: "running", progress: run.progress, stop: () => under.current?.abort() };
  }
  if (run.kind === "idle") return { kind: "reading" };
  const again = () => void begin();
  if (run.error) return { kind: "failed", error: run.error, begin: again };
  return { kind: "absent", stopped: run.stopped, begin: again };
}
