"use client";
import { useState } from "react";
import { useLiveTopic } from "@/lib/client/live/use-live";
import type { TrainingJobPage } from "@/lib/contracts/training-jobs";
import { formatNumber } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { datasetWords as words } from "@/lib/words/datasets";

/**
 * How many of the newest training jobs used a dataset, from the list that every page follows
 * anyway; null until it has come.
 */
export function useUsedBy(): (dataset: string) => string | null {
  const [jobs, setJobs] = useState<TrainingJobPage | null>(null);
  useLiveTopic(liveTopic.trainingJobs(), (event) => {
    if (event.kind === "snapshot") setJobs(event.data as TrainingJobPage);
  });
  const counts = new Map<string, number>();
  for (const { dataset } of jobs?.items ?? []) {
    if (dataset !== null) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  }
  return (dataset) =>
    jobs && words.usedBy(formatNumber(counts.get(dataset) ?? 0), jobs.nextCursor !== null);
}
