"use client";
import { PageTitle } from "@/components/layout/page-title";
import { Banner } from "@/components/ui/banner";
import { Button, LinkButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-button";
import { NextAction } from "@/components/ui/next-action";
import { useToast } from "@/components/ui/toast";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatMetric } from "@/lib/domain/format";
import { kindsOf, type Winner, winnerOf } from "@/lib/domain/job-comparison";
import { common } from "@/lib/words/common";
import { compareWords as words } from "@/lib/words/compare";
import { jobListWords } from "@/lib/words/training-job-list";
import { useJobExport } from "../list/use-job-export";
import { CompareCurves } from "./compare-curves";
import { CompareTable } from "./compare-table";

export interface ComparisonProps {
  /** As they were asked for. */
  readonly names: readonly string[];
  /** Those of them that there are, in that order. */
  readonly jobs: readonly TrainingJobSummary[];
}

/** Answer first: which is best and whether that can be said; then their curves, and what differs. */
export function Comparison({ names, jobs }: ComparisonProps) {
  const winner = winnerOf(jobs);
  const gone = names.filter((name) => !jobs.some((job) => job.name === name));
  const cautions = cautionsOf(jobs);
  return (
    <>
      <PageTitle
        title={words.title(jobs.length)}
        facts={cautions.length === 0 && jobs.length > 1 ? words.sameAll : null}
        actions={<Actions jobs={jobs} winner={winner} />}
      />
      {gone.length > 0 ? <Banner tone="warn" title={words.missing(gone.join(", "))} /> : null}
      {jobs.length > 1 ? <Verdict winner={winner} cautions={cautions} /> : null}
      <div className="mt-8">
        <CompareCurves jobs={jobs} />
      </div>
      <CompareTable jobs={jobs} />
    </>
  );
}

/** Why the numbers may not be comparable. */
function cautionsOf(jobs: readonly TrainingJobSummary[]): string[] {
  const datasets = kindsOf(jobs, ({ dataset }) => dataset);
  const images = kindsOf(jobs, ({ imageName }) => imageName);
  return [
    ...(datasets.length > 1 ? [words.otherDatasets(datasets.join(", "))] : []),
    ...(images.length > 1 ? [words.otherImages(images.join(", "))] : []),
  ];
}

/** How much better the best is than the next, in words. */
function lead({ metric, value, next }: Winner): string {
  if (next === null) return words.alone(metric);
  const gap = Math.abs(next.value - value);
  if (gap === 0) return words.equal(next.job);
  const percent = formatMetric((gap / Math.abs(next.value)) * 100, 3);
  return words.ahead(formatMetric(gap, 3), percent, next.job);
}

function Verdict({
  winner,
  cautions,
}: {
  readonly winner: Winner | null;
  readonly cautions: readonly string[];
}) {
  if (!winner) {
    return (
      <NextAction title={words.noWinner}>{[words.noWinnerText, ...cautions].join(" ")}</NextAction>
    );
  }
  return (
    <NextAction
      tone={cautions.length === 0 ? "ok" : "accent"}
      title={words.wins(winner.job, winner.metric, formatMetric(winner.value))}
    >
      {[lead(winner), ...cautions].join(" ")}
    </NextAction>
  );
}

function Actions({
  jobs,
  winner,
}: {
  readonly jobs: readonly TrainingJobSummary[];
  readonly winner: Winner | null;
}) {
  const target = useTarget();
  const toast = useToast();
  const { busy, saveJobs } = useJobExport();
  const best = jobs.find(({ name }) => name === winner?.job);
  const copy = async () => {
    const ok = await copyText(window.location.href);
    toast(ok ? { text: common.copied } : { text: common.copyFailed, kind: "failed" });
  };
  return (
    <>
      <Button icon="copy" onClick={() => void copy()}>
        {words.copyLink}
      </Button>
      <Button icon="download" busy={busy} onClick={() => saveJobs(jobs)}>
        {jobListWords.csv}
      </Button>
      {best?.status === "Completed" ? (
        <LinkButton variant="primary" href={href.newEndpoint(target, { job: best.name })}>
          {words.deployBest}
        </LinkButton>
      ) : (
        <Button variant="primary" disabledReason={words.noBest}>
          {words.deployBest}
        </Button>
      )}
    </>
  );
}
