"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { MAX_NAMED_JOBS, namesIn } from "@/lib/domain/training-jobs";
import { jobListWords as words } from "@/lib/words/training-job-list";
import type { JobColumn } from "./job-columns";

/** Selected jobs by name: they stay selected when the filter leaves them out. */
export type Selection = ReadonlyMap<string, TrainingJobSummary>;

/** Reload and share restore it. A selection too long for an address is this page's alone. */
function writeAddress(names: readonly string[]): void {
  const url = new URL(window.location.href);
  if (names.length > 0 && names.length <= MAX_NAMED_JOBS) {
    url.searchParams.set("sel", names.join(","));
  } else url.searchParams.delete("sel");
  window.history.replaceState(null, "", url);
}

/** Which jobs are selected, as they are now where they are listed, and the column that selects. */
export function useSelection(rows: readonly TrainingJobSummary[]) {
  const search = useSearchParams();
  // Those the page was opened with: the list may not have them.
  const [asked] = useState(() => namesIn(search.get("sel")).slice(0, MAX_NAMED_JOBS));
  const { data: found = [] } = useQuery({
    ...trainingJobs.named(useTarget(), asked),
    enabled: asked.length > 0,
  });
  const [picked, setPicked] = useState<ReadonlyMap<string, TrainingJobSummary | null>>(
    () => new Map(asked.map((name) => [name, null])),
  );
  const current = new Map([...found, ...rows].map((job) => [job.name, job]));
  const selection: Selection = new Map(
    [...picked].flatMap(([name, job]) => {
      const known = current.get(name) ?? job;
      return known ? [[name, known]] : [];
    }),
  );
  const pick = (next: typeof picked) => {
    setPicked(next);
    writeAddress([...next.keys()]);
  };
  const put = (jobs: readonly TrainingJobSummary[], isOn: boolean) => {
    const next = new Map(picked);
    for (const job of jobs) {
      if (isOn) next.set(job.name, job);
      else next.delete(job.name);
    }
    pick(next);
  };
  const areAll = rows.length > 0 && rows.every(({ name }) => selection.has(name));
  const column: JobColumn = {
    id: "select",
    label: words.selection,
    width: "28px",
    card: "select",
    head: (
      <input
        type="checkbox"
        className="choice"
        aria-label={words.selectAll}
        checked={areAll}
        onChange={() => put(rows, !areAll)}
      />
    ),
    cell: (job) => (
      <input
        type="checkbox"
        className="choice"
        aria-label={words.select(job.name)}
        checked={selection.has(job.name)}
        onChange={(event) => put([job], event.target.checked)}
      />
    ),
  };
  return { selection, column, clear: () => pick(new Map()) };
}
