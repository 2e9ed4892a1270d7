"use client";
import { useEffect, useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";

/** Shorter work than this is over before anybody could read about it. */
const SAY_AFTER_MS = 1000;

/** The code comes with the first file: most visits want none. */
async function save(jobs: readonly TrainingJobSummary[]): Promise<void> {
  const [{ jobsCsv }, { saveFile }] = await Promise.all([
    import("@/lib/domain/job-csv"),
    import("@/lib/client/save-file"),
  ]);
  saveFile(new Blob([jobsCsv(jobs)], { type: "text/csv" }), "training-jobs.csv");
}

/** Writes training jobs as a CSV file: given ones, or all that fit a filter. */
export function useJobExport() {
  const target = useTarget();
  const toast = useToast();
  const running = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  /** How many were read; null while there is nothing to say. */
  const [progress, setProgress] = useState<number | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (work: (signal: AbortSignal) => Promise<readonly TrainingJobSummary[]>) => {
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    try {
      await save(await work(controller.signal));
    } catch (error) {
      if (controller.signal.aborted) return;
      toast({ text: error instanceof Error ? error.message : String(error), kind: "failed" });
    } finally {
      setBusy(false);
      setProgress(null);
    }
  };
  return {
    busy,
    progress,
    cancel: () => running.current?.abort(),
    saveJobs: (jobs: readonly TrainingJobSummary[]) => void run(async () => jobs),
    saveAll: (filter: Pick<TrainingJobListQuery, "q" | "sort">) =>
      void run(async (signal) => {
        const began = Date.now();
        const { everyJob } = await import("@/lib/client/every-job");
        return everyJob(target, filter, signal, (jobs) => {
          if (Date.now() - began > SAY_AFTER_MS) setProgress(jobs);
        });
      }),
  };
}
