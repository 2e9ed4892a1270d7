"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import { stopTrainingJob } from "@/lib/client/training-jobs";
import { jobListWords as words } from "@/lib/words/training-job-list";
import { jobPageWords } from "@/lib/words/training-jobs";

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
  // SageMaker refuses to stop a job twice: the next try leaves those out.
  const stopped = useRef(new Set<string>());
  const all = useMutation({
    mutationFn: async () => {
      const failures: unknown[] = [];
      for (const name of asked.filter((each) => !stopped.current.has(each))) {
        try {
          await one.mutateAsync(name);
          stopped.current.add(name);
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
    onSuccess: () => {
      toast({ text: words.stopped(asked.length) });
      onClose();
    },
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
      <ul className="mt-2 max-h-[30vh] overflow-y-auto">
        {asked.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      {all.error ? <FailureBanner error={all.error} /> : null}
    </Dialog>
  );
}
