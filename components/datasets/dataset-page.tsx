"use client";
import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { datasets } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { navigation } from "@/lib/words/navigation";

/** Comes while the dataset is being read. */
const DatasetContent = lazily(
  () => import("./dataset-content").then((module) => module.DatasetContent),
  {
    when: "now",
    waiting: <SkeletonRows rows={8} />,
  },
);

export interface DatasetPageProps {
  readonly name: string;
}

/** One dataset: what stands out, what its columns are, how it is read, its rows and files. */
export function DatasetPage({ name }: DatasetPageProps) {
  const target = useTarget();
  const query = useQuery(datasets.detail(target, name));
  return (
    <Page
      path={[{ label: navigation.pages.datasets, href: href.datasets(target) }, { label: name }]}
    >
      <QueryPanel query={query} rows={8}>
        {(dataset) => <DatasetContent dataset={dataset} />}
      </QueryPanel>
    </Page>
  );
}
