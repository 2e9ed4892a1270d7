"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { FormGroup } from "@/components/layout/form-group";
import { FailureBanner, QueryPanel } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { deployWords as words } from "@/lib/words/deploy";

export interface JobChoiceProps {
  readonly job: string | null;
  /** This page with another job, or with none. */
  readonly hrefOf: (job: string | undefined) => string;
}

/** The training job whose model is served; the URL keeps it. */
export function JobChoice({ job, hrefOf }: JobChoiceProps) {
  const target = useTarget();
  const router = useRouter();
  const query = useInfiniteQuery(trainingJobs.list(target, { q: "status:Completed" }));
  const listed = query.data?.pages.flatMap(({ items }) => items.map(({ name }) => name)) ?? [];
  const names = job && !listed.includes(job) ? [job, ...listed] : listed;
  if (query.isSuccess && names.length === 0) {
    return (
      <EmptyState
        title={words.noJobs}
        actions={<LinkButton href={href.newTrainingJob(target)}>{words.train}</LinkButton>}
      >
        {words.jobHint}
      </EmptyState>
    );
  }
  return (
    <FormGroup title={words.model} note={words.modelNote}>
      {query.error ? (
        <FailureBanner error={query.error} retry={() => void query.refetch()} />
      ) : null}
      <Field label={words.job} hint={words.jobHint}>
        <Select
          mono
          value={job ?? ""}
          placeholder={words.chooseJob}
          options={names.map((value) => ({ value, label: value }))}
          onChange={({ target: { value } }) => router.replace(hrefOf(value || undefined))}
        />
      </Field>
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.loadMore}
        </Button>
      ) : null}
    </FormGroup>
  );
}

export interface ChosenJobProps {
  readonly job: string;
  readonly children: (job: TrainingJobDetail) => ReactNode;
}

/** What follows from the chosen job, once it was read. */
export function ChosenJob({ job, children }: ChosenJobProps) {
  const query = useQuery(trainingJobs.detail(useTarget(), job));
  return (
    <QueryPanel query={query} rows={8}>
      {children}
    </QueryPanel>
  );
}
