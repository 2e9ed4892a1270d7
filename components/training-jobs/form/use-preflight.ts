"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { CreateTrainingJobBody } from "@/lib/contracts/training-jobs";

/** Checking at every letter would ask AWS for answers nobody reads. */
const PAUSE_MS = 400;

/** The form once nobody has typed for a moment. */
function useSettled(body: CreateTrainingJobBody | null): CreateTrainingJobBody | null {
  const text = body === null ? "" : JSON.stringify(body);
  const [settled, setSettled] = useState({ text, body });
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled({ text, body: JSON.parse(text || "null") }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return settled.body;
}

const NOTHING: CreateTrainingJobBody = {
  name: "",
  algorithm: "",
  dataset: null,
  channels: [],
  hyperparameters: {},
  metrics: [],
  roleArn: "",
  instanceType: "",
  instanceCount: 1,
  volumeGb: 1,
  maxRuntimeSeconds: 60,
};

/** What the server found wrong with the form, as it stands or as it stood a moment ago. */
export function usePreflight(body: CreateTrainingJobBody | null) {
  const settled = useSettled(body);
  const query = useQuery({
    ...trainingJobs.preflight(useTarget(), settled ?? NOTHING),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const isCurrent =
    !query.isPlaceholderData && JSON.stringify(settled) === JSON.stringify(body) && body !== null;
  const checks = query.data?.checks ?? [];
  return {
    query,
    checks,
    isChecking: query.isFetching || (body !== null && !isCurrent),
    /** Failed checks of the form as it stands; of an older one nothing is known. */
    failedNow: isCurrent ? checks.filter(({ result }) => result === "fail").length : 0,
  };
}
