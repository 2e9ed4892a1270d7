"use client";
import { useState } from "react";
import { Button, IconButton, LinkButton } from "@/components/ui/button";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { formatNumber } from "@/lib/domain/format";
import { jobCan, MAX_COMPARED_JOBS } from "@/lib/domain/training-jobs";
import { jobListWords as words } from "@/lib/words/training-job-list";
import { StopJobs } from "./stop-jobs";
import { TagJobs } from "./tag-jobs";
import { useJobExport } from "./use-job-export";
import type { Selection } from "./use-selection";

export interface SelectionBarProps {
  readonly selection: Selection;
  /** How many of them the filter leaves out. */
  readonly outside: number;
  readonly onClear: () => void;
}

/** What can be done with the selected jobs; stays in sight while there are any. */
export function SelectionBar({ selection, outside, onClear }: SelectionBarProps) {
  const [asking, setAsking] = useState<"stop" | "tag" | null>(null);
  const { busy, saveJobs } = useJobExport();
  const jobs = [...selection.values()];
  const running = jobs.filter((job) => jobCan("stop", job)).map(({ name }) => name);
  return (
    <section
      aria-label={words.selection}
      className="pop sticky bottom-4 z-10 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 px-3 py-2"
    >
      <span role="status">
        <b className="font-medium">{words.selected(formatNumber(jobs.length))}</b>
        {outside > 0 ? (
          <span className="text-ink-3">, {words.outside(formatNumber(outside))}</span>
        ) : null}
      </span>
      <Compare names={[...selection.keys()]} />
      <Button onClick={() => setAsking("tag")}>{words.tag}</Button>
      <Button busy={busy} onClick={() => saveJobs(jobs)}>
        {words.exportSelected}
      </Button>
      <Button
        disabledReason={running.length === 0 ? words.noneRuns : null}
        onClick={() => setAsking("stop")}
      >
        {words.stop}
      </Button>
      <IconButton icon="close" label={words.clearSelection} onClick={onClear} />
      <StopJobs names={running} open={asking === "stop"} onClose={() => setAsking(null)} />
      <TagJobs
        names={[...selection.keys()]}
        open={asking === "tag"}
        onClose={() => setAsking(null)}
      />
    </section>
  );
}

function Compare({ names }: { readonly names: readonly string[] }) {
  const target = useTarget();
  const isMany = names.length > MAX_COMPARED_JOBS;
  if (names.length < 2 || isMany) {
    const reason = isMany ? words.compareMost(MAX_COMPARED_JOBS) : words.compareTwo;
    return (
      <Button icon="compare" disabledReason={reason}>
        {words.compare}
      </Button>
    );
  }
  return (
    <LinkButton
      variant="primary"
      icon="compare"
      keys="⇧C"
      data-compare=""
      href={href.compare(target, { jobs: names.join(",") })}
    >
      {words.compare}
    </LinkButton>
  );
}
