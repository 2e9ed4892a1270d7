"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { images } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { useEveryPage } from "@/lib/client/use-every-page";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { jobWords } from "@/lib/words/training-jobs";

const JobSources = lazily(() => import("./job-sources").then((module) => module.JobSources), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

const NoImages = lazily(() => import("./no-images").then((module) => module.NoImages), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

/** A new job: blank, on a dataset, with an image, or from an earlier job. */
export function NewJobPage() {
  const target = useTarget();
  const from = useSearchParams().get("from") ?? "";
  const list = useInfiniteQuery(images.list(target));
  const isReading = useEveryPage(list);
  const parent = useQuery({ ...trainingJobs.detail(target, from), enabled: from !== "" });
  return (
    <Page
      path={[{ label: jobWords.title, href: href.trainingJobs(target) }, { label: words.crumb }]}
    >
      <QueryPanel query={list} rows={8}>
        {({ pages }) => {
          const registered = pages.flatMap(({ items }) => items).filter((one) => one.registered);
          if (isReading) return <SkeletonRows rows={8} />;
          if (registered.length === 0) return <NoImages />;
          if (from === "") return <JobSources list={registered} parent={null} />;
          return (
            <QueryPanel query={parent} rows={8}>
              {(job) => <JobSources list={registered} parent={job} />}
            </QueryPanel>
          );
        }}
      </QueryPanel>
    </Page>
  );
}
