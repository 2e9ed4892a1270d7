"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { MoreRows } from "@/components/layout/more-rows";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { datasets } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { formatNumber } from "@/lib/domain/format";
import { datasetWords as words } from "@/lib/words/datasets";

/** Both come while the list is being read. */
const ListSearch = lazily(
  () => import("@/components/layout/list-search").then((module) => module.ListSearch),
  { when: "now" },
);
const DatasetTable = lazily(() => import("./dataset-table").then((module) => module.DatasetTable), {
  when: "now",
  waiting: <SkeletonRows rows={4} />,
});

/** Which data is here. */
export function DatasetsPage() {
  const target = useTarget();
  const q = useSearchParams().get("q") ?? "";
  const query = useInfiniteQuery(datasets.list(target, q || undefined));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const denied = [...new Set(query.data?.pages.flatMap((page) => page.denied))];
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={query.data ? words.prefixes(formatNumber(rows.length)) : null}
        actions={
          <LinkButton
            variant="primary"
            icon="upload"
            keys="U"
            href={href.datasets(target, { upload: 1 })}
          >
            {words.upload}
          </LinkButton>
        }
      />
      {rows.length > 0 || q ? (
        <ListSearch
          list="datasets"
          label={words.search}
          value={q}
          hrefOf={(text) => href.datasets(target, { q: text })}
        />
      ) : null}
      <QueryPanel query={query}>
        {() =>
          rows.length === 0 ? (
            <Nothing q={q} target={target} />
          ) : (
            <DatasetTable rows={rows} denied={denied} />
          )
        }
      </QueryPanel>
      <MoreRows query={query} />
    </Page>
  );
}

function Nothing({ q, target }: { readonly q: string; readonly target: string }) {
  if (q) {
    return (
      <EmptyState
        title={words.noMatch(q)}
        actions={<LinkButton href={href.datasets(target)}>{words.clear}</LinkButton>}
      >
        {words.footnote}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={words.emptyTitle}
      actions={
        <LinkButton href={href.datasets(target, { upload: 1, sample: 1 })}>
          {words.useSample}
        </LinkButton>
      }
    >
      {words.emptyText} {words.sampleNote}: <code>sales_train.csv</code>.
    </EmptyState>
  );
}
