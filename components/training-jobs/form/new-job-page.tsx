"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { FailureBanner, QueryPanel } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { datasets } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { images, roles } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { useDraft } from "@/lib/client/use-draft";
import { useEveryPage } from "@/lib/client/use-every-page";
import type { ImageSummary } from "@/lib/contracts/images";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { jobWords } from "@/lib/words/training-jobs";
import { jobDraft } from "./job-draft";
import { NewJobForm } from "./new-job-form";

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
          if (from === "") return <Sources list={registered} parent={null} />;
          return (
            <QueryPanel query={parent} rows={8}>
              {(job) => <Sources list={registered} parent={job} />}
            </QueryPanel>
          );
        }}
      </QueryPanel>
    </Page>
  );
}

function NoImages() {
  const target = useTarget();
  return (
    <>
      <PageTitle title={words.title} />
      <EmptyState
        title={words.noImages}
        actions={
          <>
            <LinkButton variant="primary" href={href.newImage(target)}>
              {words.registerImage}
            </LinkButton>
            <LinkButton href={href.images(target)}>{words.seeImages}</LinkButton>
          </>
        }
      >
        {words.noImagesText}
      </EmptyState>
    </>
  );
}

interface SourcesProps {
  readonly list: readonly ImageSummary[];
  readonly parent: TrainingJobDetail | null;
}

/** Reads what the chosen image, the datasets and the roles say; then there is a form. */
function Sources({ list, parent }: SourcesProps) {
  const target = useTarget();
  const search = useSearchParams();
  const draft = useDraft("new-training-job", search.toString(), jobDraft);
  const wanted = draft.value?.algorithm ?? parent?.algorithm ?? search.get("image");
  const found = list.find(({ name }) => name === wanted);
  const algorithm = (found ?? list[0])?.name ?? "";
  const image = useQuery(images.detail(target, algorithm));
  const known = useInfiniteQuery(datasets.list(target));
  useEveryPage(known);
  const role = useQuery(roles(target));
  return (
    <QueryPanel query={image} rows={8}>
      {(detail) =>
        known.isPending || role.isPending ? (
          <SkeletonRows rows={8} />
        ) : (
          <>
            {wanted && !found ? (
              <Banner tone="warn" title={words.imageGone(wanted)}>
                {words.imageGoneText(algorithm)}
              </Banner>
            ) : null}
            {[known, role].map(({ error, refetch }) =>
              error ? (
                <FailureBanner key={error.message} error={error} retry={() => void refetch()} />
              ) : null,
            )}
            <NewJobForm
              key={detail.name}
              images={list}
              image={detail}
              parent={parent}
              datasets={known.data?.pages.flatMap(({ items }) => items) ?? []}
              asked={search.get("dataset")}
              roles={role.data ?? null}
              draft={draft}
            />
          </>
        )
      }
    </QueryPanel>
  );
}
