"use client";
import { useSearchParams } from "next/navigation";
import { LeftOut } from "@/components/layout/left-out";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { href, type JobTab } from "@/lib/client/href";
import { useLiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { formatMetric } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { byImportance, saysOfNewData } from "@/lib/domain/metric-importance";
import { evaluationWords } from "@/lib/words/evaluation";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import { JobArtifacts } from "./job-artifacts";
import { JobConfiguration } from "./job-configuration";
import { JobLog } from "./job-log";
import { JobOverview } from "./job-overview";
import { JobPhases } from "./job-phases";
import { type JobProps, JobTitle } from "./job-title";

/** Most of a job's page, and only looked at when the job is over. */
const JobEvaluation = lazily(
  () => import("../evaluation/job-evaluation").then((module) => module.JobEvaluation),
  { when: "idle", waiting: <SkeletonRows rows={8} /> },
);

const TABS = ["overview", "logs", "evaluation", "artifacts", "configuration"] as const;

/** What there is to see of a job, by tab. */
export function JobContent({ job }: JobProps) {
  const target = useTarget();
  const asked = useSearchParams().get("tab");
  const tab = TABS.find((known) => known === asked) ?? "overview";
  return (
    <>
      <JobTitle job={job} />
      <LeftOut denied={job.denied} />
      <JobPhases job={job} />
      <Tabs
        label={words.tabs}
        current={tab}
        tabs={TABS.map((id) => ({
          id,
          label: words.tab[id],
          href: href.trainingJob(target, job.name, id === "overview" ? {} : { tab: id }),
          count: id === "evaluation" ? judgedBy(job) : null,
        }))}
      />
      <Part job={job} tab={tab} />
    </>
  );
}

/** What new data said of the model, for the head of its evaluation. */
function judgedBy({ finalMetrics }: TrainingJobDetail): string | null {
  const [told] = byImportance(finalMetrics.map((metric) => metric.name)).filter(saysOfNewData);
  const value = finalMetrics.find((metric) => metric.name === told)?.value ?? null;
  if (told === undefined || value === null) return null;
  return `${evaluationWords.metric(told.split(":").at(-1) ?? told)} ${formatMetric(value)}`;
}

/** The open tab. The log is followed on every one, so that none of them begins it anew. */
function Part({ job, tab }: { readonly job: TrainingJobDetail; readonly tab: JobTab }) {
  const log = useLiveLog(liveTopic.trainingJobLog(job.name));
  switch (tab) {
    case "overview":
      return <JobOverview job={job} log={log} />;
    case "logs":
      return <JobLog job={job} log={log} isTall />;
    case "evaluation":
      return <JobEvaluation job={job} />;
    case "artifacts":
      return <JobArtifacts job={job} />;
    case "configuration":
      return <JobConfiguration job={job} />;
  }
}
