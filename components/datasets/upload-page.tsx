"use client";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { datasetWords, uploadWords as words } from "@/lib/words/datasets";

/** It has the list's address, but the list does not wait for its code. */
const UploadContent = lazily(
  () => import("./upload-content").then((module) => module.UploadContent),
  { when: "idle", waiting: <SkeletonRows rows={4} /> },
);

/** A dataset is added: chosen, checked, sent. */
export function UploadPage() {
  const target = useTarget();
  return (
    <Page
      path={[{ label: datasetWords.title, href: href.datasets(target) }, { label: words.crumb }]}
    >
      <PageTitle title={words.title} facts={[...words.facts]} />
      <UploadContent />
    </Page>
  );
}
