"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { TrainingJobListQuery } from "@/lib/contracts/training-jobs";
import { formatNumber } from "@/lib/domain/format";
import { jobListWords as words } from "@/lib/words/training-job-list";
import type { JobColumns } from "./job-columns";
import { useJobExport } from "./use-job-export";

const ColumnChooser = lazy(() =>
  import("./column-chooser").then((module) => ({ default: module.ColumnChooser })),
);

export interface JobToolsProps {
  readonly columns: JobColumns;
  readonly onColumns: (ids: readonly string[] | null) => void;
  readonly filter: Pick<TrainingJobListQuery, "q" | "sort">;
}

/** What is shown of each job, and all of them as a file. */
export function JobTools({ columns: { all, shown }, onColumns, filter }: JobToolsProps) {
  const [choosing, setChoosing] = useState(false);
  /** It stays once it was opened: closing gives the focus back to the button. */
  const [wasOpened, setWasOpened] = useState(false);
  const { busy, progress, cancel, saveAll } = useJobExport();
  const open = () => {
    setWasOpened(true);
    setChoosing(true);
  };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Button icon="columns" onClick={open}>
        {words.columns(formatNumber(shown.length), formatNumber(all.length))}
      </Button>
      <Button icon="download" title={words.csvHint} busy={busy} onClick={() => saveAll(filter)}>
        {words.csv}
      </Button>
      {progress === null ? null : (
        <>
          <span role="status" className="text-ink-2">
            {words.reading(formatNumber(progress))}
          </span>
          <Button onClick={cancel}>{words.cancel}</Button>
        </>
      )}
      {wasOpened ? (
        <Suspense fallback={null}>
          <ColumnChooser
            all={all}
            shown={shown}
            onChoose={onColumns}
            open={choosing}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
