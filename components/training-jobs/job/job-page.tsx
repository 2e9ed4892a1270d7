"use client";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { liveTopic } from "@/lib/domain/live-topics";
import { navigation } from "@/lib/words/navigation";

/** Comes while the job is being read. */
const JobContent = lazily(() => import("./job-content").then((module) => module.JobContent), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

export interface JobPageProps {
  readonly name: string;
}

/** One training job: is it working, how far is it, and if it failed, why. */
export function JobPage({ name }: JobPageProps) {
  const target = useTarget();
  const query = useLiveQuery(liveTopic.trainingJob(name), trainingJobs.detail(target, name));
  return (
    <Page
      path={[
        { label: navigation.pages.trainingJobs, href: href.trainingJobs(target) },
        { label: name },
      ]}
    >
      <QueryPanel query={query} rows={8}>
        {(job) => <JobContent job={job} />}
      </QueryPanel>
    </Page>
  );
}
