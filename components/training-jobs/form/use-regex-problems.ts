"use client";
import { useEffect, useState } from "react";
import type { compileMetrics } from "@/lib/domain/log-metrics";
import { newJobWords as words } from "@/lib/words/new-training-job";
import type { MetricField } from "./job-form";
import { metricPath } from "./job-form-body";

type Compile = typeof compileMetrics;

const NONE: ReadonlyMap<string, string> = new Map();

function problemOf(compile: Compile, regex: string): string | null {
  const { metrics, refused } = compile([{ name: "", regex }]);
  if (refused[0]) return words.regexRefused(refused[0].reason);
  return metrics[0]?.pattern.groupCount() === 0 ? words.regexNoGroup : null;
}

/** What RE2 says of each expression; it is loaded with the first look at the form. */
export function useRegexProblems(metrics: readonly MetricField[]): ReadonlyMap<string, string> {
  const [compile, setCompile] = useState<Compile | null>(null);
  useEffect(() => {
    let isHere = true;
    void import("@/lib/domain/log-metrics").then((module) => {
      if (isHere) setCompile(() => module.compileMetrics);
    });
    return () => {
      isHere = false;
    };
  }, []);
  if (!compile) return NONE;
  return new Map(
    metrics.flatMap(({ regex }, index) => {
      const problem = regex.trim() === "" ? null : problemOf(compile, regex);
      return problem === null ? [] : [[metricPath(index, "regex"), problem] as const];
    }),
  );
}
