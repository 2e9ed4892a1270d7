"use client";
import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { images } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import { imageWords as words } from "@/lib/words/images";

/** Comes while the image is being read. */
const ImageContent = lazily(() => import("./image-content").then((module) => module.ImageContent), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

export interface ImagePageProps {
  /** The algorithm's name. */
  readonly name: string;
}

/** What one image takes, reports and serves. */
export function ImagePage({ name }: ImagePageProps) {
  const target = useTarget();
  const query = useQuery(images.detail(target, name));
  return (
    <Page path={[{ label: words.title, href: href.images(target) }, { label: name }]}>
      <QueryPanel query={query} rows={8}>
        {(image) => <ImageContent image={image} />}
      </QueryPanel>
    </Page>
  );
}
