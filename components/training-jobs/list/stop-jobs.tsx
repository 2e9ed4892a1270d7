"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemBanner } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import { stopTrainingJob } from "@/lib/client/training-jobs";
import { jobListWords as words } from "@/lib/words/training-job-list";
import { jobPageWords } from "@/lib/words/training-jobs";
import { JobNames } from "./job-names";
import { useOneByOne } from "./use-one-by-one";

export interface StopJobsProps {
  readonly names: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks before it stops several jobs, one after the other; what failed is told, and can be tried again. */
export function StopJobs({ names, open, onClose }: StopJobsProps) {
  const toast = useToast();
  // What was asked about, however the list changes meanwhile.
  const [asked, setAsked] = useState(names);
  if (!open && asked !== names) setAsked(names);
  const one = useMutation(stopTrainingJob(useQueryClient(), useTarget()));
  const all = useOneByOne(asked, one.mutateAsync, () => {
    toast({ text: words.stopped(asked.length) });
    onClose();
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.stopTitle(asked.length)}
      actions={
        <>
          <Button onClick={onClose}>{jobPageWords.stopKeep}</Button>
          <Button variant="danger" busy={all.isPending} onClick={() => all.mutate()}>
            {words.stopConfirm}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{jobPageWords.stopText}</p>
      <JobNames names={asked} />
      {all.error ? <ProblemBanner error={all.error} /> : null}
    </Dialog>
  );
}
