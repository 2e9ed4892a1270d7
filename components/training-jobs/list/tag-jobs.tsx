"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import { tagTrainingJob, trainingJobs } from "@/lib/client/training-jobs";
import { tagProblem } from "@/lib/domain/tags";
import { common } from "@/lib/words/common";
import { jobListWords as words } from "@/lib/words/training-job-list";
import { JobNames } from "./job-names";
import { useOneByOne } from "./use-one-by-one";

export interface TagJobsProps {
  readonly names: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Gives several jobs a tag. */
export function TagJobs({ names, open, onClose }: TagJobsProps) {
  return (
    <Dialog open={open} onClose={onClose} title={words.tagTitle(names.length)}>
      <TagForm names={names} onClose={onClose} />
    </Dialog>
  );
}

function TagForm({ names, onClose }: Omit<TagJobsProps, "open">) {
  const target = useTarget();
  const client = useQueryClient();
  const toast = useToast();
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const tag = { key: key.trim(), value: value.trim() };
  const problem = tagProblem(tag);
  const all = useOneByOne(names, tagTrainingJob(target, tag), () => {
    void client.invalidateQueries({ queryKey: trainingJobs.all(target) });
    toast({ text: words.tagged(names.length) });
    onClose();
  });
  /** Another tag begins anew with all of the jobs. */
  const change = (write: () => void) => {
    write();
    all.restart();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null && !all.isPending) all.mutate();
      }}
    >
      <div className="grid gap-3">
        <Field label={words.tagKey} error={tag.key === "" ? null : problem} hint={words.tagHint}>
          <Input
            value={key}
            maxLength={128}
            autoComplete="off"
            readOnly={all.isPending}
            onChange={(event) => change(() => setKey(event.target.value))}
          />
        </Field>
        <Field label={words.tagValue} aside={common.optional}>
          <Input
            value={value}
            maxLength={256}
            autoComplete="off"
            readOnly={all.isPending}
            onChange={(event) => change(() => setValue(event.target.value))}
          />
        </Field>
      </div>
      <JobNames names={names} />
      {all.error ? <FailureBanner error={all.error} /> : null}
      <div className="dialog-actions">
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button
          type="submit"
          variant="primary"
          busy={all.isPending}
          disabledReason={tag.key === "" ? words.noTagKey : problem}
        >
          {words.tagConfirm}
        </Button>
      </div>
    </form>
  );
}
