"use client";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { href, type JobTab } from "@/lib/client/href";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useLiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { formatMetric } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { byImportance, saysOfNewData } from "@/lib/domain/metric-importance";
import { evaluationWords } from "@/lib/words/evaluation";
import { jobWords, jobPageWords as words } from "@/lib/words/training-jobs";
import { JobArtifacts } from "./job-artifacts";
import { JobConfiguration } from "./job-configuration";
import { JobLog } from "./job-log";
import { JobOverview } from "./job-overview";
import { JobPhases } from "./job-phases";
import { JobTitle } from "./job-title";

/** Most of a job's page, and only looked at when the job is over. */
const JobEvaluation = lazily(
  () => import("../evaluation/job-evaluation").then((module) => module.JobEvaluation),
  { when: "idle", waiting: <SkeletonRows rows={8} /> },
);

const TABS = ["overview", "logs", "evaluation", "artifacts", "configuration"] as const;

export interface JobPageProps {
  readonly name: string;
}

/** One training job: is it working, how far is it, and if it failed, why. */
export function JobPage({ name }: JobPageProps) {
  const target = useTarget();
  const query = useLiveQuery(liveTopic.trainingJob(name), trainingJobs.detail(target, name));
  const asked = useSearchParams().get("tab");
  const tab = TABS.find((known) => known === asked) ?? "overview";
  return (
    <Page path={[{ label: jobWords.title, href: href.trainingJobs(target) }, { label: name }]}>
      <QueryPanel query={query} rows={8}>
        {(job) => (
          <>
            <JobTitle job={job} />
            <JobPhases job={job} />
            <Tabs
              label={words.tabs}
              current={tab}
              tabs={TABS.map((id) => ({
                id,
                label: words.tab[id],
                href: href.trainingJob(target, name, id === "overview" ? {} : { tab: id }),
                count: id === "evaluation" ? judgedBy(job) : null,
              }))}
            />
            <Part job={job} tab={tab} />
          </>
        )}
      </QueryPanel>
    </Page>
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
