"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { FailureBanner, QueryPanel } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { SkeletonRows } from "@/components/ui/skeleton";
import { datasets } from "@/lib/client/datasets";
import { images, roles } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import { useDraft } from "@/lib/client/use-draft";
import { useEveryPage } from "@/lib/client/use-every-page";
import type { ImageSummary } from "@/lib/contracts/images";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { jobDraft } from "./job-draft";
import { NewJobForm } from "./new-job-form";

export interface JobSourcesProps {
  readonly list: readonly ImageSummary[];
  readonly parent: TrainingJobDetail | null;
}

/** Reads what the chosen image, the datasets and the roles say; then there is a form. */
export function JobSources({ list, parent }: JobSourcesProps) {
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
