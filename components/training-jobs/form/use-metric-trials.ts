"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useSettled } from "@/components/ui/use-settled";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { ImageDetail } from "@/lib/contracts/images";
import { shortReference } from "@/lib/domain/image-references";
import type { MetricTrial } from "@/lib/domain/metric-trial";
import type { MetricField } from "./job-form";

/** The log is typed or pasted by the reader instead of read from a job. No job is named so. */
export const PASTED = "";

const PAUSE_MS = 200;
/** What a page may be held up for without anybody noticing. */
const SLICE_MS = 12;

type Trials = ReadonlyMap<string, MetricTrial>;
const NONE: Trials = new Map();
const NO_LINES: readonly string[] = [];

/** Each expression tried on the lines, by its text; RE2 is loaded with the first one. */
function useTrials(regexes: readonly string[], lines: readonly string[]): Trials {
  const [trials, setTrials] = useState<{ lines: readonly string[]; of: Trials }>({
    lines,
    of: NONE,
  });
  const wanted = useSettled(JSON.stringify(regexes), PAUSE_MS);
  useEffect(() => {
    const given = new AbortController();
    const { signal } = given;
    const run = async () => {
      const { tryMetric } = await import("@/lib/domain/metric-trial");
      const found = new Map<string, MetricTrial>();
      for (const regex of new Set(JSON.parse(wanted) as string[])) {
        const trial = await tryMetric(regex, lines, { signal, sliceMs: SLICE_MS });
        if (signal.aborted) return;
        if (trial) found.set(regex, trial);
      }
      setTrials({ lines, of: found });
    };
    if (lines.length > 0) void run();
    return () => given.abort();
  }, [wanted, lines]);
  return trials.lines === lines ? trials.of : NONE;
}

/** The expressions of the form, tried on the log of a job that the same image has completed. */
export function useMetricTrials(image: ImageDetail, metrics: readonly MetricField[]) {
  const target = useTarget();
  const jobs = useQuery(trainingJobs.completed(target, shortReference(image.reference)));
  const [asked, choose] = useState<string | null>(null);
  const [pasted, paste] = useState("");
  const known = jobs.data ?? [];
  const source = asked ?? known[0] ?? PASTED;
  const sample = useQuery({
    ...trainingJobs.logSample(target, source),
    enabled: source !== PASTED,
  });
  const pastedLines = useMemo(() => (pasted === "" ? NO_LINES : pasted.split(/\r?\n/)), [pasted]);
  const lines = source === PASTED ? pastedLines : (sample.data?.lines ?? NO_LINES);
  const trials = useTrials(
    metrics.map(({ regex }) => regex).filter((regex) => regex.trim() !== ""),
    lines,
  );
  return {
    jobs: known,
    source,
    choose,
    pasted,
    paste,
    lines,
    /** So many lines are the beginning of the log, the others its end; null when it is whole. */
    cutAfter: source === PASTED ? null : (sample.data?.cutAfter ?? null),
    error: sample.error ?? jobs.error,
    isReading: jobs.isLoading || sample.isLoading,
    trialOf: (regex: string): MetricTrial | null => trials.get(regex) ?? null,
    /** Metrics whose expression found nothing in the log. */
    unmatched: metrics.filter(({ regex }) => trials.get(regex)?.hits === 0),
  };
}

export type MetricTrials = ReturnType<typeof useMetricTrials>;
