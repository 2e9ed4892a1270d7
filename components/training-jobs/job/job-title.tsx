"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Age } from "@/components/layout/age";
import { PageTitle } from "@/components/layout/page-title";
import { ProblemBanner } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatusLabel } from "@/components/ui/status-label";
import { useToast } from "@/components/ui/toast";
import { href } from "@/lib/client/href";
import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import { stopTrainingJob } from "@/lib/client/training-jobs";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { formatDollars, formatNumber } from "@/lib/domain/format";
import { shortReference } from "@/lib/domain/image-references";
import { jobCan, jobWord } from "@/lib/domain/training-jobs";
import { priceWords } from "@/lib/words/prices";
import { jobPageWords as words } from "@/lib/words/training-jobs";

export interface JobProps {
  readonly job: TrainingJobDetail;
}

/** Name, state, facts and what can be done with a job now. */
export function JobTitle({ job }: JobProps) {
  const cost = useJobCost(job);
  return (
    <PageTitle
      title={job.name}
      status={
        <span role="status" aria-label={words.status}>
          <StatusLabel kind={job.kind}>{jobWord(job)}</StatusLabel>
        </span>
      }
      facts={[...factsOf(job), cost]}
      actions={<Actions job={job} />}
    />
  );
}

/** What the billed time cost at list price; null where it is free or the price is not known. */
function useJobCost({ instanceType, instanceCount, billableSeconds }: TrainingJobDetail) {
  const wanted = { use: "training", instanceType: instanceType ?? "" } as const;
  const isBilled = instanceType !== null && billableSeconds !== null;
  const price = usePrices(useTarget(), isBilled ? [wanted] : []).priceOf(wanted);
  if (!price || billableSeconds === null || instanceCount === null) return null;
  const hours = (billableSeconds * instanceCount) / 3600;
  return priceWords.ofJob(formatDollars(price * hours));
}

function factsOf(job: TrainingJobDetail) {
  return [
    job.image ? shortReference(job.image) : null,
    job.dataset,
    job.instanceType && job.instanceCount
      ? words.instances(formatNumber(job.instanceCount), job.instanceType)
      : null,
    <Age key="age" time={job.createdAt} />,
    job.billableSeconds === null ? null : words.billed(formatNumber(job.billableSeconds)),
  ];
}

function Actions({ job }: JobProps) {
  const target = useTarget();
  const [asking, setAsking] = useState(false);
  const [serving] = job.endpoints;
  return (
    <>
      {jobCan("stop", job) ? (
        <Button icon="stopped" onClick={() => setAsking(true)}>
          {words.stop}
        </Button>
      ) : null}
      {jobCan("clone", job) ? (
        <LinkButton href={href.newTrainingJob(target, { from: job.name })}>
          {words.clone}
        </LinkButton>
      ) : null}
      {jobCan("deploy", job) ? <CompareLink job={job} /> : null}
      {jobCan("deploy", job) && job.modelUri ? (
        <LinkButton
          variant={serving === undefined ? "primary" : "outline"}
          href={href.newEndpoint(target, { job: job.name })}
        >
          {serving === undefined ? words.deploy : words.deployElsewhere}
        </LinkButton>
      ) : null}
      {serving === undefined ? null : (
        <LinkButton variant="primary" href={href.score(target, { endpoint: serving })}>
          {words.score}
        </LinkButton>
      )}
      <StopDialog job={job} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** To the jobs it can be compared with, this one selected among them. */
function CompareLink({ job: { name, dataset } }: JobProps) {
  const q = dataset === null ? undefined : `dataset:${dataset}`;
  return (
    <LinkButton href={href.trainingJobs(useTarget(), { q, sel: name })}>{words.compare}</LinkButton>
  );
}

interface StopDialogProps extends JobProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

function StopDialog({ job, open, onClose }: StopDialogProps) {
  const toast = useToast();
  const stop = useMutation(stopTrainingJob(useQueryClient(), useTarget()));
  const confirm = () =>
    stop.mutate(job.name, {
      onSuccess: () => {
        toast({ text: words.stopping(job.name) });
        onClose();
      },
    });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.stopTitle(job.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.stopKeep}</Button>
          <Button variant="danger" busy={stop.isPending} onClick={confirm}>
            {words.stopConfirm}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{words.stopText}</p>
      {stop.error ? <ProblemBanner error={stop.error} /> : null}
    </Dialog>
  );
}
