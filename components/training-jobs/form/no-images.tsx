"use client";
import { PageTitle } from "@/components/layout/page-title";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { newJobWords as words } from "@/lib/words/new-training-job";

/** What stands in the form's place while no image is registered. */
export function NoImages() {
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
