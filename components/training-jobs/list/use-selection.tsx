"use client";
import { useState } from "react";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { jobListWords as words } from "@/lib/words/training-job-list";
import type { JobColumn } from "./job-columns";

/** Selected jobs by name: they stay selected when the filter leaves them out. */
export type Selection = ReadonlyMap<string, TrainingJobSummary>;

/** Which jobs are selected, as they are now where they are listed, and the column that selects. */
export function useSelection(rows: readonly TrainingJobSummary[]) {
  const [picked, setPicked] = useState<Selection>(new Map());
  const current = new Map(rows.map((job) => [job.name, job]));
  const selection: Selection = new Map(
    [...picked].map(([name, job]) => [name, current.get(name) ?? job]),
  );
  const put = (jobs: readonly TrainingJobSummary[], isOn: boolean) => {
    const next = new Map(selection);
    for (const job of jobs) {
      if (isOn) next.set(job.name, job);
      else next.delete(job.name);
    }
    setPicked(next);
  };
  const areAll = rows.length > 0 && rows.every(({ name }) => selection.has(name));
  const column: JobColumn = {
    id: "select",
    label: words.selection,
    width: "28px",
    card: "hide",
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
  return { selection, column, clear: () => setPicked(new Map()) };
}
